package shop

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// One alloy-emulator for all tests.
var emulator string

func TestMain(m *testing.M) { os.Exit(withEmulator(m.Run)) }

func withEmulator(run func() int) int {
	folder, _ := os.MkdirTemp("", "alloy")
	defer os.RemoveAll(folder)
	portFile := filepath.Join(folder, "port.json")
	process := exec.Command("alloy-emulator", "--port", "0", "--port-file", portFile, "--exit-with-parent", "--log", "off")
	if err := process.Start(); err != nil {
		panic(err)
	}
	defer func() { process.Process.Signal(os.Interrupt); process.Wait() }()
	ready := struct{ URL string }{}
	for end := time.Now().Add(10 * time.Second); ready.URL == ""; time.Sleep(10 * time.Millisecond) {
		text, _ := os.ReadFile(portFile)
		if json.Unmarshal(text, &ready); time.Now().After(end) {
			panic("alloy-emulator did not start")
		}
	}
	emulator = ready.URL
	return run()
}

// A space of its own for a test.
type space struct{ url, name string }

func newSpace(t *testing.T) *space {
	name := strings.ReplaceAll(t.Name(), "/", "-")
	s := &space{emulator + "/__space/" + name, name}
	t.Cleanup(func() {
		if t.Failed() { // the refused calls, and what was wrong with them
			s.admin(t, "POST", "/verify", `{"pattern": {"outcome": "refused"}, "exactly": 0}`)
		}
		s.admin(t, "DELETE", "/spaces/"+name, "")
	})
	return s
}

// Fails where the answer says so: an expectation that is not met, a mistake in a stub.
func (s *space) admin(t *testing.T, method, path, body string) string {
	request, _ := http.NewRequest(method, s.url+"/__admin"+path, strings.NewReader(body))
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Error(err)
		return ""
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(answer.Body)
	if answer.StatusCode >= 300 {
		t.Error(string(text))
	}
	return string(text)
}

// Checked when the test has ended.
func (s *space) expect(t *testing.T, exactly int, pattern string) {
	t.Cleanup(func() {
		s.admin(t, "POST", "/verify", fmt.Sprintf(`{"exactly": %d, "pattern": %s}`, exactly, pattern))
	})
}
