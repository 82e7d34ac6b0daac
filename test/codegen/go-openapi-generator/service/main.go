// Asks a user for unrestricted access through the worker, with the client that OpenAPI Generator writes for its API.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"

	"example.com/example/worker"
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
		log.Fatal(err)
	}
	return value
}

// problemOf returns the problem that a call ended with.
func problemOf(err error) worker.Problem {
	var failed *worker.GenericOpenAPIError
	if !errors.As(err, &failed) {
		return worker.Problem{}
	}
	problem, _ := failed.Model().(worker.Problem)
	return problem
}

func main() {
	configuration := worker.NewConfiguration()
	configuration.Servers = worker.ServerConfigurations{{URL: os.Getenv("SERVICE_URL")}}
	client := worker.NewAPIClient(configuration)
	ctx := context.WithValue(context.Background(), worker.ContextAccessToken, os.Getenv("API_KEY"))
	token := os.Getenv("ACCESS_TOKEN")

	read, _, err := client.PermissionsAPI.ReadPermissions(ctx).ReadRequest(*worker.NewReadRequest("de", token)).Execute()
	check("the permissions are read", err == nil && len(read.Calendars) > 0)

	begin := worker.NewBeginRequest("de", token, "user-42")
	begin.SetAllCalendars(true)
	begun, _, err := client.PermissionRequestsAPI.BeginPermissionRequest(ctx).BeginRequest(*begin).Execute()
	check("the user has to decide", err == nil && begun.HasRedirect())

	// In life the user goes to the URL and decides.
	decision := strings.NewReader(fmt.Sprintf(`{"url": %q, "decision": "accept"}`, begun.Redirect.Url))
	must(http.Post(os.Getenv("DECISIONS_URL"), "application/json", decision)).Body.Close()
	complete := worker.NewCompleteRequest(begun.Redirect.GetSealedRequest(), "de", token, "user-42")
	outcome, _, err := client.PermissionRequestsAPI.CompletePermissionRequest(ctx).CompleteRequest(*complete).Execute()
	check("access is granted", err == nil && outcome.Status == "granted")

	_, _, err = client.PermissionsAPI.ReadPermissions(ctx).ReadRequest(*worker.NewReadRequest("de", "unknown")).Execute()
	check("an unknown token is a problem", problemOf(err).Code == "account_token_rejected")

	begin.SetSubject("")
	_, _, err = client.PermissionRequestsAPI.BeginPermissionRequest(ctx).BeginRequest(*begin).Execute()
	invalid := problemOf(err)
	check("a field that is not valid is a problem", invalid.Code == "validation_failed")
	check("that problem names the field", len(invalid.GetErrors()["subject"]) > 0)
}
