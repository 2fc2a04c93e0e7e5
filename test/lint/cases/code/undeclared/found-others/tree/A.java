System.getenv("A_TOKEN");
