"""The kernel as jupyter_client sees it.

The kernel under test is installed under the name UDL_KERNEL (default: udl), where
Jupyter finds it (JUPYTER_PATH). Runs with pytest or as a program.
"""

import os
import signal
import subprocess
import sys
import time
import unittest

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager

TIMEOUT = 30
NAME = os.environ.get("UDL_KERNEL", "udl")


def children(pid):
    """Return the ids of a process's children."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat") as f:
                    fields = f.read().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[1]) == pid and fields[0] != "Z":
                found.append(int(entry))
    return found


def alive(pid):
    """Say whether a process runs."""
    try:
        with open(f"/proc/{pid}/stat") as f:
            return f.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def gone(pids, seconds):
    """Wait until none of the processes runs."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(alive(p) for p in pids):
            return True
        time.sleep(0.02)
    return False


class Kernel:
    """A kernel with a client."""

    def __init__(self):
        self.manager = KernelManager(kernel_name=NAME)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=TIMEOUT)
        self.pid = self.manager.provisioner.pid

    def close(self):
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)

    def run(self, code, **options):
        """Run a cell; return its reply and what it published."""
        return self.collect(self.client.execute(code, **options))

    def collect(self, request):
        published = []
        while True:
            m = self.client.get_iopub_msg(timeout=TIMEOUT)
            if m["parent_header"].get("msg_id") != request:
                continue
            if m["msg_type"] == "status":
                if m["content"]["execution_state"] == "idle":
                    break
                continue
            published.append((m["msg_type"], m["content"]))
        while True:
            m = self.client.get_shell_msg(timeout=TIMEOUT)
            if m["parent_header"].get("msg_id") == request:
                return m["content"], published


def contents(published, kind):
    return [c for k, c in published if k == kind]


class ClientTest(unittest.TestCase):
    def setUp(self):
        self.kernel = Kernel()
        self.addCleanup(self.kernel.close)

    def result(self, code):
        reply, published = self.kernel.run(code)
        self.assertEqual(reply["status"], "ok", reply)
        return contents(published, "execute_result")[0]["data"]["text/plain"]

    def test_stream_and_result(self):
        reply, published = self.kernel.run('import "fmt"\nfmt.Println("hello, world")\n6 * 7')
        self.assertEqual(reply["status"], "ok")
        self.assertEqual([k for k, _ in published], ["execute_input", "stream", "execute_result"])
        self.assertEqual(published[1][1], {"name": "stdout", "text": "hello, world\n"})
        self.assertEqual(published[2][1]["data"]["text/plain"], "42")
        self.assertEqual(published[2][1]["execution_count"], reply["execution_count"])

    def test_error_stops_the_queue(self):
        requests = [self.kernel.client.execute(c) for c in ("nosuch", "1", "2")]
        replies = [self.kernel.collect(r)[0]["status"] for r in requests]
        self.assertEqual(replies, ["error", "aborted", "aborted"])
        reply, published = self.kernel.run("\nnosuch(1)")
        error = contents(published, "error")[0]
        self.assertIn(":2:1: undefined: nosuch", error["evalue"])
        self.assertEqual(error["traceback"], reply["traceback"])
        self.assertEqual([k for k, _ in published], ["execute_input", "error"])

    def test_interrupt_keeps_state(self):
        self.kernel.run("x := 7")
        for code in ("for {\n}", "select {\n}"):
            request = self.kernel.client.execute('print("begun")\n' + code)
            while self.kernel.client.get_iopub_msg(timeout=TIMEOUT)["msg_type"] != "stream":
                pass
            self.kernel.manager.interrupt_kernel()
            reply, _ = self.kernel.collect(request)
            self.assertEqual((reply["status"], reply["ename"]), ("error", "Interrupted"))
        self.assertEqual(self.result("x"), "7")

    def test_worker_dies_and_the_kernel_lives(self):
        race = "m := map[int]int{}\nfor range 8 { go func() { for i := 0; ; i++ { m[i%9] = i } }() }\nselect {}"
        reply, published = self.kernel.run(race)
        self.assertEqual(reply["ename"], "KernelWorkerDied")
        self.assertIn("fatal error: concurrent map", "\n".join(contents(published, "error")[0]["traceback"]))
        self.assertEqual(self.result("1 + 1"), "2")
        self.assertEqual(self.kernel.manager.provisioner.pid, self.kernel.pid)

    def test_info_while_busy(self):
        request = self.kernel.client.execute("for {\n}")
        self.kernel.client.control_channel.send(self.kernel.client.session.msg("kernel_info_request"))
        reply = self.kernel.client.get_control_msg(timeout=TIMEOUT)
        self.assertEqual(reply["content"]["language_info"]["name"], "go")
        self.kernel.manager.interrupt_kernel()
        self.kernel.collect(request)

    def test_restart(self):
        self.kernel.run("x := 7")
        self.kernel.manager.restart_kernel()
        self.kernel.client.wait_for_ready(timeout=TIMEOUT)
        reply, _ = self.kernel.run("x")
        self.assertIn("undefined: x", reply["evalue"])
        self.assertEqual(self.result("1 + 1"), "2")

    def test_input(self):
        code = 'import ("bufio"; "os")\ns := bufio.NewScanner(os.Stdin)\ns.Scan()\ns.Text()'
        request = self.kernel.client.execute(code, allow_stdin=True)
        question = self.kernel.client.get_stdin_msg(timeout=TIMEOUT)
        self.assertEqual(question["msg_type"], "input_request")
        self.assertEqual(question["content"], {"prompt": "", "password": False})
        self.assertEqual(question["parent_header"]["msg_id"], request)
        self.kernel.client.input("Grüße")
        reply, published = self.kernel.collect(request)
        self.assertEqual(reply["status"], "ok", reply)
        self.assertEqual(contents(published, "execute_result")[0]["data"]["text/plain"], "Grüße")
        reply, _ = self.kernel.run(code, allow_stdin=False)
        self.assertEqual(reply["ename"], "no input")

    def test_completion_and_inspection(self):
        self.kernel.run('import "strings"\ncount := 3')
        reply = self.kernel.client.complete("strings.ToUp", reply=True, timeout=TIMEOUT)["content"]
        self.assertEqual((reply["status"], reply["matches"]), ("ok", ["ToUpper", "ToUpperSpecial"]))
        self.assertEqual((reply["cursor_start"], reply["cursor_end"]), (8, 12))
        reply = self.kernel.client.complete("// 😀\ncou", 8, reply=True, timeout=TIMEOUT)["content"]
        self.assertEqual((reply["matches"], reply["cursor_start"], reply["cursor_end"]), (["count"], 5, 8))
        reply = self.kernel.client.inspect("strings.ToUpper(", 10, reply=True, timeout=TIMEOUT)["content"]
        self.assertTrue(reply["found"])
        self.assertIn("func strings.ToUpper(s string) string", reply["data"]["text/plain"])
        self.assertIn("upper case", reply["data"]["text/plain"])
        reply = self.kernel.client.inspect("nosuch", 2, reply=True, timeout=TIMEOUT)["content"]
        self.assertEqual((reply["status"], reply["found"], reply["data"]), ("ok", False, {}))

    def test_two_clients(self):
        other = BlockingKernelClient()  # with a session of its own
        other.load_connection_file(self.kernel.manager.connection_file)
        other.start_channels()
        self.addCleanup(other.stop_channels)
        other.wait_for_ready(timeout=TIMEOUT)
        other.execute_interactive("x := 5", timeout=TIMEOUT)
        self.assertEqual(self.result("x"), "5")

    @unittest.skipUnless(sys.platform == "linux", "looks for processes in /proc")
    def test_shutdown_leaves_no_process(self):
        processes = [self.kernel.pid, *children(self.kernel.pid)]
        self.assertEqual(len(processes), 2, "a kernel and its worker")
        self.kernel.client.execute("for {\n}")
        self.kernel.client.shutdown()
        self.assertEqual(self.kernel.client.get_control_msg(timeout=TIMEOUT)["content"]["status"], "ok")
        self.assertTrue(gone(processes[1:], 5))
        self.kernel.manager.shutdown_kernel()
        self.assertTrue(gone(processes, 5))

    @unittest.skipUnless(sys.platform == "linux", "looks for processes in /proc")
    def test_kill_leaves_no_worker(self):
        workers = children(self.kernel.pid)
        self.kernel.client.execute("for {\n}")
        os.kill(self.kernel.pid, signal.SIGKILL)
        self.assertTrue(gone(workers, 5))

    @unittest.skipUnless(sys.platform == "linux", "looks for processes in /proc")
    def test_the_end_of_the_client_ends_the_kernel(self):
        program = (
            "import os\n"
            "from jupyter_client.manager import KernelManager\n"
            f"m = KernelManager(kernel_name={NAME!r})\n"
            "m.start_kernel()\n"
            "c = m.client()\n"
            "c.start_channels()\n"
            f"c.wait_for_ready(timeout={TIMEOUT})\n"
            "print(m.provisioner.pid, flush=True)\n"
            "input()\n"
            "os._exit(1)\n"
        )
        client = subprocess.Popen([sys.executable, "-W", "ignore", "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        pid = int(client.stdout.readline())
        processes = [pid, *children(pid)]
        self.assertEqual(len(processes), 2)
        client.communicate("\n", timeout=TIMEOUT)
        self.assertTrue(gone(processes, 10))

    def test_user_expressions(self):
        reply, _ = self.kernel.run("x := 20", user_expressions={"good": "x + 1", "bad": "nosuch"})
        values = reply["user_expressions"]
        self.assertEqual(values["good"], {"status": "ok", "data": {"text/plain": "21"}, "metadata": {}})
        self.assertEqual(values["bad"]["status"], "error")
        self.assertIn("undefined: nosuch", values["bad"]["evalue"])


if __name__ == "__main__":
    unittest.main()
