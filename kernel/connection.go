package kernel

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"strconv"
)

// connection is a connection file: where clients expect the kernel's sockets,
// and the key that signs messages.
type connection struct {
	Transport string  `json:"transport"`
	IP        string  `json:"ip"`
	Scheme    string  `json:"signature_scheme"`
	Key       *string `json:"key"`
	Shell     int     `json:"shell_port"`
	IOPub     int     `json:"iopub_port"`
	Stdin     int     `json:"stdin_port"`
	Control   int     `json:"control_port"`
	Heartbeat int     `json:"hb_port"`
}

// readConnection reads a connection file. Its errors name the file and the field.
func readConnection(file string) (c connection, err error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return c, fmt.Errorf("kernel: connection file: %w", err)
	}
	if err := json.Unmarshal(data, &c); err != nil {
		return c, fmt.Errorf("kernel: connection file %s: %w", file, err)
	}
	if err := c.check(); err != nil {
		return c, fmt.Errorf("kernel: connection file %s: %w", file, err)
	}
	return c, nil
}

func (c *connection) check() error {
	if c.Transport == "" {
		c.Transport = "tcp"
	}
	if c.Transport != "tcp" && c.Transport != "ipc" {
		return fmt.Errorf("transport %q is neither tcp nor ipc", c.Transport)
	}
	if c.IP == "" {
		return fmt.Errorf("ip is missing")
	}
	if c.Key == nil {
		return fmt.Errorf("key is missing")
	}
	if *c.Key != "" && c.Scheme != "hmac-sha256" {
		return fmt.Errorf("signature_scheme %q is not hmac-sha256", c.Scheme)
	}
	ports := []struct {
		name string
		port int
	}{{"shell_port", c.Shell}, {"iopub_port", c.IOPub}, {"stdin_port", c.Stdin}, {"control_port", c.Control}, {"hb_port", c.Heartbeat}}
	seen := map[int]string{}
	for _, p := range ports {
		if p.port < 1 || p.port > 65535 {
			return fmt.Errorf("%s is %d, not a port", p.name, p.port)
		}
		if other, twice := seen[p.port]; twice {
			return fmt.Errorf("%s and %s are both %d", other, p.name, p.port)
		}
		seen[p.port] = p.name
	}
	return nil
}

// warnings are what the person who runs the kernel should know.
func (c *connection) warnings() (w []string) {
	if *c.Key == "" {
		w = append(w, "the connection file has an empty key: whoever reaches the ports can run code")
	}
	ip := net.ParseIP(c.IP)
	if c.Transport == "tcp" && c.IP != "localhost" && (ip == nil || !ip.IsLoopback()) {
		w = append(w, "the sockets listen on "+c.IP+", which other machines may reach; messages are signed but not encrypted")
	}
	return w
}

// endpoint returns a socket's address for zmq4, by way of the guarded transport.
func (c *connection) endpoint(port int) string {
	if c.Transport == "ipc" {
		return guardedIPC + "://" + c.IP + "-" + strconv.Itoa(port)
	}
	return guardedTCP + "://" + net.JoinHostPort(c.IP, strconv.Itoa(port))
}
