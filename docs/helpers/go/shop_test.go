package shop

import "testing"

const magento = `"method": "GET", "urlPath": "/integrations/Magento"`

func mustAsk(t *testing.T, alloy *space, user string, expected int) {
	t.Helper()
	if status, err := AskForMagento(alloy.url, user); status != expected {
		t.Errorf("expected %d, found %d (%v)", expected, status, err)
	}
}

func TestAsksOnceForTheRightUser(t *testing.T) {
	t.Parallel()
	alloy := newSpace(t)
	alloy.admin(t, "PUT", "/fixtures/users/u_1", `{"username": "jane@example.com"}`)
	alloy.expect(t, 1, `{`+magento+`, "queryParameters": {"userId": {"equalTo": "jane@example.com"}}}`)
	mustAsk(t, alloy, "jane@example.com", 200)
}

func TestSeesNothingOfTheOther(t *testing.T) {
	t.Parallel()
	alloy := newSpace(t)
	alloy.expect(t, 2, `{`+magento+`}`)
	mustAsk(t, alloy, "jane@example.com", 400)
	alloy.admin(t, "POST", "/mappings", `{"request": {`+magento+`}, "response": {"status": 503}}`)
	mustAsk(t, alloy, "merchant_123@example.com", 503)
}
