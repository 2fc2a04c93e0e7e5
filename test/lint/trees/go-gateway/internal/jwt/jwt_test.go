package jwt

import "testing"

const testKey = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEinvented0key0for0this0test0only
-----END PUBLIC KEY-----`

func TestReject(t *testing.T) {
	if _, err := Parse("not.a.token"); err == nil {
		t.Fatal("expected an error")
	}
}
