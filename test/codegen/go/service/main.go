// Asks a user for unrestricted access through the worker, with the client that oapi-codegen makes of its openapi.yaml.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"

	"example.com/example/service/worker"
)

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
		panic(err)
	}
	return value
}

func main() {
	ctx, token := context.Background(), os.Getenv("ACCESS_TOKEN")
	authorize := func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+os.Getenv("API_KEY"))
		return nil
	}
	client := must(worker.NewClientWithResponses(os.Getenv("SERVICE_URL"), worker.WithRequestEditorFn(authorize)))

	read := must(client.ReadPermissionsWithResponse(ctx, worker.ReadRequest{DataCenter: "de", AccessToken: token}))
	check("the permissions are read", read.JSON200 != nil && len(read.JSON200.Calendars) > 0)

	all := true
	begin := worker.BeginRequest{DataCenter: "de", AccessToken: token, Subject: "user-42", AllCalendars: &all}
	begun := must(client.BeginPermissionRequestWithResponse(ctx, begin)).JSON200
	check("the user has to decide", begun != nil && begun.Status == worker.Redirect && begun.Redirect != nil)

	// In life the user goes to the URL and decides.
	decision := strings.NewReader(fmt.Sprintf(`{"url": %q, "decision": "accept"}`, begun.Redirect.Url))
	must(http.Post(os.Getenv("DECISIONS_URL"), "application/json", decision)).Body.Close()
	complete := worker.CompleteRequest{DataCenter: "de", AccessToken: token, Subject: "user-42"}
	complete.SealedRequest = begun.Redirect.SealedRequest
	outcome := must(client.CompletePermissionRequestWithResponse(ctx, complete)).JSON200
	check("access is granted", outcome != nil && outcome.Status == worker.Granted)

	read = must(client.ReadPermissionsWithResponse(ctx, worker.ReadRequest{DataCenter: "de", AccessToken: "unknown"}))
	rejected := read.ApplicationproblemJSON409
	check("an unknown token is a problem", rejected != nil && rejected.Code == "account_token_rejected")

	begin.Subject = ""
	invalid := must(client.BeginPermissionRequestWithResponse(ctx, begin)).ApplicationproblemJSON422
	check("a field that is not valid is a problem", invalid != nil && invalid.Code == "validation_failed")
	check("that problem names the field", invalid.Errors != nil && len((*invalid.Errors)["subject"]) > 0)
}
