// Asks a user for unrestricted access to a calendar, with the client that OpenAPI Generator writes for openapi.yaml. It
// runs against the emulator, which also decides in place of the user.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"slices"
	"strings"

	"example.com/example/cronofy"
)

// connect makes a client for the data center of an account.
func connect() *cronofy.APIClient {
	configuration := cronofy.NewConfiguration()
	configuration.Servers = cronofy.ServerConfigurations{{URL: os.Getenv("API_URL")}}
	return cronofy.NewAPIClient(configuration)
}

// as makes a context for the calls of a user.
func as(accessToken string) context.Context {
	return context.WithValue(context.Background(), cronofy.ContextAccessToken, accessToken)
}

// docs:begin listCalendars
func listCalendars(user context.Context, client *cronofy.APIClient) ([]cronofy.Calendar, error) {
	list, _, err := client.CalendarsAPI.ListCalendars(user).Execute()
	if err != nil {
		return nil, fmt.Errorf("cannot list the calendars: %w", err)
	}
	return list.Calendars, nil
}

// docs:end

// docs:begin requestPermissions
func requestPermissions(
	user context.Context, client *cronofy.APIClient, calendarID string,
) (result cronofy.PermissionsRequestResult, err error) {
	item := cronofy.NewPermissionRequestItem(calendarID, "unrestricted")
	redirectURI := "https://app.example.com/permissions/return"
	request := cronofy.NewPermissionsRequest([]cronofy.PermissionRequestItem{*item}, redirectURI)
	response, _, err := client.PermissionsAPI.RequestPermissions(user).PermissionsRequest(*request).Execute()
	if err != nil {
		return result, fmt.Errorf("cannot request access: %w", err)
	}
	// Has either a Url to send the user to, or Accepted with Enterprise Connect.
	return response.PermissionsRequest, nil
}

// docs:end

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
	client, user := connect(), as(os.Getenv("ACCESS_TOKEN"))
	calendars := must(listCalendars(user, client))
	chosen := slices.IndexFunc(calendars, func(one cronofy.Calendar) bool { return one.GetPermissionLevel() == "sandbox" })
	check("the calendars are listed", chosen >= 0)
	id := calendars[chosen].CalendarId

	asked := must(requestPermissions(user, client, id))
	check("unrestricted access is asked for", asked.HasUrl())

	// In life the user goes to the URL, decides, and returns to the redirect URI, which proves nothing.
	decision := strings.NewReader(fmt.Sprintf(`{"url": %q, "decision": "accept"}`, asked.GetUrl()))
	must(http.Post(os.Getenv("DECISIONS_URL"), "application/json", decision)).Body.Close()
	granted := slices.ContainsFunc(must(listCalendars(user, client)), func(one cronofy.Calendar) bool {
		return one.CalendarId == id && one.GetPermissionLevel() == "unrestricted"
	})
	check("the calendar reads unrestricted", granted)

	_, err := requestPermissions(user, client, "cal_unknown")
	var refused *cronofy.GenericOpenAPIError
	check("an unknown calendar is refused", errors.As(err, &refused))
	var body struct {
		Errors map[string][]cronofy.FieldError
	}
	check("the refusal is JSON", json.Unmarshal(refused.Body(), &body) == nil)
	check("the refusal names the field", len(body.Errors["permissions[0].calendar_id"]) > 0)

	employee := as(os.Getenv("ENTERPRISE_ACCESS_TOKEN"))
	first := must(listCalendars(employee, client))[0]
	accepted := must(requestPermissions(employee, client, first.CalendarId))
	check("Enterprise Connect is accepted at once", accepted.GetAccepted())

	info, _, err := client.CalendarsAPI.GetUserInfo(user).Execute()
	check("a user without a name is read", err == nil && info.GetName() == "")

	id, secret := os.Getenv("CLIENT_ID"), os.Getenv("CLIENT_SECRET")
	grant := cronofy.NewTokenRequest(id, secret, "refresh_token")
	grant.SetRefreshToken(os.Getenv("REFRESH_TOKEN"))
	tokens, _, err := client.OAuthAPI.RequestToken(user).TokenRequest(*grant).Execute()
	check("the tokens are refreshed", err == nil && tokens.AccessToken != "")
	revocation := cronofy.NewRevokeRequest(id, secret)
	revocation.SetToken(tokens.AccessToken)
	_, err = client.OAuthAPI.RevokeToken(user).RevokeRequest(*revocation).Execute()
	check("the authorization is revoked", err == nil)
	_, err = listCalendars(as(tokens.AccessToken), client)
	check("a revoked token is refused", err != nil && strings.Contains(err.Error(), "401"))
}
