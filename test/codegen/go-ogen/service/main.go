// Asks a user for unrestricted access through the worker, with the client that ogen writes for its openapi.yaml.
package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"

	"example.com/example/worker"
)

// apiKey is the source of the worker's API key.
type apiKey string

func (key apiKey) ApiKey(context.Context, worker.OperationName) (worker.ApiKey, error) {
	return worker.ApiKey{Token: string(key)}, nil
}

// check ends the program where a step fails: the next ones would have nothing to stand on.
func check(what string, passed bool) {
	if !passed {
		fmt.Println("not ok -", what)
		os.Exit(1)
	}
	fmt.Println("ok -", what)
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func main() {
	ctx, token := context.Background(), os.Getenv("ACCESS_TOKEN")
	client := must(worker.NewClient(os.Getenv("SERVICE_URL"), apiKey(os.Getenv("API_KEY"))))

	read, isRead := must(client.ReadPermissions(ctx, &worker.ReadRequest{DataCenter: "de", AccessToken: token})).(*worker.ReadResult)
	check("the permissions are read", isRead && len(read.Calendars) > 0)

	begin := worker.BeginRequest{DataCenter: "de", AccessToken: token, Subject: "user-42", AllCalendars: worker.NewOptBool(true)}
	begun, hasBegun := must(client.BeginPermissionRequest(ctx, &begin)).(*worker.BeginResult)
	check("the user has to decide", hasBegun && begun.Redirect.Set)

	// In life the user goes to the URL and decides.
	redirect := begun.Redirect.Value
	decision := strings.NewReader(fmt.Sprintf(`{"url": %q, "decision": "accept"}`, redirect.URL.String()))
	must(http.Post(os.Getenv("DECISIONS_URL"), "application/json", decision)).Body.Close()
	complete := worker.CompleteRequest{DataCenter: "de", AccessToken: token, Subject: "user-42"}
	complete.SealedRequest = redirect.SealedRequest.Value
	outcome, isOutcome := must(client.CompletePermissionRequest(ctx, &complete)).(*worker.Outcome)
	check("access is granted", isOutcome && outcome.Status == "granted")

	unknown := worker.ReadRequest{DataCenter: "de", AccessToken: "unknown"}
	rejected, isRejected := must(client.ReadPermissions(ctx, &unknown)).(*worker.ReadPermissionsConflict)
	check("an unknown token is a problem", isRejected && rejected.Code == "account_token_rejected")

	// Short enough in characters, so that the client sends it, but too long in bytes.
	begin.Subject = strings.Repeat("ü", 100)
	invalid, isInvalid := must(client.BeginPermissionRequest(ctx, &begin)).(*worker.BeginPermissionRequestUnprocessableEntity)
	check("a field that is not valid is a problem", isInvalid && invalid.Code == "validation_failed")
	check("that problem names the field", len(invalid.Errors.Value["subject"]) > 0)
}
