package example;

public final class Billing {
  private static final String HOME = System.getenv("BILLING_HOME_DIR");
  private static final String LEGACY = System.getenv("LEGACY_LEDGER_PASSWORD");

  String apiKeyHeader() {
    return "X-Api-Key";
  }
}
