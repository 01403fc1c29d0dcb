from shop import ask_for_magento

MAGENTO = {"method": "GET", "urlPath": "/integrations/Magento"}


def test_asks_once_for_the_right_user(alloy):
    alloy.admin("PUT", "/fixtures/users/u_1", {"username": "jane@example.com"})
    alloy.expect({**MAGENTO, "queryParameters": {"userId": {"equalTo": "jane@example.com"}}}, exactly=1)
    assert ask_for_magento(alloy.url, "jane@example.com") == 200


def test_sees_nothing_of_the_other(alloy):
    alloy.expect(MAGENTO, exactly=2)
    assert ask_for_magento(alloy.url, "jane@example.com") == 400
    alloy.admin("POST", "/mappings", {"request": MAGENTO, "response": {"status": 503}})
    assert ask_for_magento(alloy.url, "merchant_123@example.com") == 503
