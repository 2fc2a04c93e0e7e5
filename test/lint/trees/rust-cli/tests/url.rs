#[test]
fn strips_credentials() {
    assert_eq!(strip("https://user:hunter22@example.com/x"), "https://example.com/x");
    assert_eq!(strip("https://{user}:{password}@host"), "https://host");
}
