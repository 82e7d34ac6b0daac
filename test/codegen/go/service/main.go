// Asks a user for unrestricted access through the worker, with the client that oapi-codegen makes of its openapi.yaml.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
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

// sendUser sends the user to a URL. It returns the query with which they come back.
func sendUser(link string) url.Values {
	body := strings.NewReader(fmt.Sprintf(`{"url": %q}`, link))
	response := must(http.Post(os.Getenv("USER_URL"), "application/json", body))
	defer response.Body.Close()
	var end struct{ Url string }
	if err := json.NewDecoder(response.Body).Decode(&end); err != nil {
		panic(err)
	}
	return must(url.Parse(end.Url)).Query()
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
	check("the user has to decide", begun != nil && begun.Status == worker.BeginStatusRedirect && begun.Redirect != nil)

	// In life the user goes to the URL and decides.
	decision := strings.NewReader(fmt.Sprintf(`{"url": %q, "decision": "accept"}`, begun.Redirect.Url))
	must(http.Post(os.Getenv("DECISIONS_URL"), "application/json", decision)).Body.Close()
	complete := worker.CompleteRequest{DataCenter: "de", AccessToken: token, Subject: "user-42"}
	complete.SealedRequest = *begun.Redirect.SealedRequest
	outcome := must(client.CompletePermissionRequestWithResponse(ctx, complete)).JSON200
	check("access is granted", outcome != nil && outcome.Status == worker.Granted)

	read = must(client.ReadPermissionsWithResponse(ctx, worker.ReadRequest{DataCenter: "de", AccessToken: "unknown"}))
	rejected := read.ApplicationproblemJSON409
	check("an unknown token is a problem", rejected != nil && rejected.Code == "account_token_rejected")

	begin.Subject = ""
	invalid := must(client.BeginPermissionRequestWithResponse(ctx, begin)).ApplicationproblemJSON422
	check("a field that is not valid is a problem", invalid != nil && invalid.Code == "validation_failed")
	check("that problem names the field", invalid.Errors != nil && len((*invalid.Errors)["subject"]) > 0)

	// A user connects an account.
	dataCenter, subject := worker.DataCenter("de"), "user-43"
	connect := worker.ConnectRequest{Subject: subject, ReturnTo: "http://localhost:3000/settings", DataCenter: &dataCenter}
	link := must(client.BeginConnectionWithResponse(ctx, connect)).JSON200
	check("the user has to sign in", link != nil && link.Status == worker.ConnectStatusRedirect)
	sealed := sendUser(link.Redirect.Url).Get("sealed_connection")
	completeConnection := worker.CompleteConnectionRequest{SealedConnection: sealed, Subject: subject}
	connection := must(client.CompleteConnectionWithResponse(ctx, completeConnection)).JSON200
	check("the user is connected", connection != nil && connection.ConnectionId == link.Redirect.ConnectionId)
	check("a field that Cronofy left out is nil", connection.Account.Sub != nil && connection.Account.ProfileName == nil)

	refresh := worker.RefreshRequest{DataCenter: dataCenter, RefreshToken: *connection.Tokens.RefreshToken}
	refreshed := must(client.RefreshConnectionWithResponse(ctx, refresh)).JSON200
	check("the tokens are refreshed", refreshed != nil && refreshed.Tokens.AccessToken != connection.Tokens.AccessToken)
	check("a scope that Cronofy left out is nil", refreshed.Tokens.Scope == nil && refreshed.Tokens.RefreshToken != nil)

	// The user chooses calendars on the worker's page.
	token = refreshed.Tokens.AccessToken
	choose := worker.BeginRequest{DataCenter: dataCenter, AccessToken: token, Subject: subject, ChooseCalendars: &all}
	choose.AccessTokenExpiresAt = &refreshed.Tokens.ExpiresAt
	choice := must(client.BeginPermissionRequestWithResponse(ctx, choose)).JSON200
	check("the link to choose calendars has no request yet", choice != nil && choice.Redirect.SealedRequest == nil)
	sealed = sendUser(choice.Redirect.Url).Get("sealed_request")
	complete = worker.CompleteRequest{DataCenter: dataCenter, AccessToken: token, Subject: subject, SealedRequest: sealed}
	outcome = must(client.CompletePermissionRequestWithResponse(ctx, complete)).JSON200
	check("access to the chosen calendars is granted", outcome != nil && outcome.Status == worker.Granted)

	revoke := worker.RevokeRequest{DataCenter: dataCenter, Token: token}
	revoked := must(client.RevokeConnectionWithResponse(ctx, revoke)).JSON200
	check("the connection is revoked", revoked != nil && revoked.Status == worker.Revoked)
	ended := must(client.RefreshConnectionWithResponse(ctx, refresh)).ApplicationproblemJSON409
	check("a revoked connection is a problem", ended != nil && ended.Code == "invalid_grant")
}
