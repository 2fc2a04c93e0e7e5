package main

import (
	"log"
	"net/http"
	"os"
)

func main() {
	addr := os.Getenv("LISTEN_ADDR")
	if addr == "" {
		addr = ":8080"
	}
	token, ok := os.LookupEnv("UPSTREAM_TOKEN")
	if !ok {
		log.Fatal("UPSTREAM_TOKEN is not set")
	}
	handler := New(token, os.Getenv("REDIS_URL"), os.Getenv("LOG_LEVEL"))
	log.Fatal(http.ListenAndServe(addr, handler))
}
