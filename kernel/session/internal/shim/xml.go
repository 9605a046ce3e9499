//go:build !js

package shim

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"reflect"
	"strings"

	"github.com/udl-go/lab/kernel/internal/value"
)

// xmls is package encoding/xml for types that are as their representation.
func xmls() pkg {
	return pkg{
		path: "encoding/xml",
		functions: map[string]any{
			"Marshal": func(x any) ([]byte, error) { return marshalXML(x, "", "") },
			"MarshalIndent": func(x any, prefix, indent string) ([]byte, error) {
				return marshalXML(x, prefix, indent)
			},
			"Unmarshal": func(data []byte, x any) error {
				raw, err := xmlShape(x)
				if err != nil {
					return err
				}
				return xml.Unmarshal(data, raw)
			},
		},
		methods: map[string]any{
			"(*encoding/xml.Encoder).Encode": encodeXML,
			"(*encoding/xml.Encoder).EncodeElement": func(e *xml.Encoder, x any, start xml.StartElement) error {
				raw, err := xmlShape(x)
				if err != nil {
					return err
				}
				return e.EncodeElement(raw, start)
			},
			"(*encoding/xml.Decoder).Decode": func(d *xml.Decoder, x any) error {
				raw, err := xmlShape(x)
				if err != nil {
					return err
				}
				return d.Decode(raw)
			},
			"(*encoding/xml.Decoder).DecodeElement": func(d *xml.Decoder, x any, start *xml.StartElement) error {
				raw, err := xmlShape(x)
				if err != nil {
					return err
				}
				return d.DecodeElement(raw, start)
			},
		},
	}
}

func marshalXML(x any, prefix, indent string) ([]byte, error) {
	var b bytes.Buffer
	e := xml.NewEncoder(&b)
	e.Indent(prefix, indent)
	if err := encodeXML(e, x); err != nil {
		return nil, err
	}
	return b.Bytes(), e.Close()
}

// encodeXML names elements by the types of the values, as package xml does.
func encodeXML(e *xml.Encoder, x any) error {
	raw, err := xmlShape(x)
	if err != nil {
		return err
	}
	v := value.ViewOf(x)
	if !v.Session() {
		return e.Encode(raw)
	}
	if k := v.Kind(); (k == reflect.Slice || k == reflect.Array) && v.Type().Elem().Kind() != reflect.Uint8 {
		for i := range v.Len() {
			if err := encodeXML(e, v.Index(i).Interface()); err != nil {
				return err
			}
		}
		return e.Flush()
	}
	if name, own := value.StructName(x, "XMLName"); name != "" && own {
		return e.Encode(raw)
	}
	for v.Kind() == reflect.Pointer && !v.Nil() {
		v = v.Elem()
	}
	name, _, _ := strings.Cut(v.Type().Name(), "[")
	if name == "" {
		return e.Encode(raw)
	}
	return e.EncodeElement(raw, xml.StartElement{Name: xml.Name{Local: name}})
}

func xmlShape(x any) (any, error) {
	use := value.Use{
		Methods: []string{"MarshalXML", "UnmarshalXML", "MarshalXMLAttr", "UnmarshalXMLAttr", "MarshalText", "UnmarshalText"},
		Ignore:  `xml:"-"`,
	}
	raw, err := use.Shape(x)
	if err != nil {
		return nil, fmt.Errorf("xml: %w", err)
	}
	return raw, nil
}
