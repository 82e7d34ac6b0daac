// Asks a user for unrestricted access to a calendar, with the client that ogen writes for openapi.yaml. It runs against
// the emulator, which also decides in place of the user.
package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"

	"example.com/example/cronofy"
)

// user is the source of a user's access token.
type user string

func (token user) AccessToken(context.Context, cronofy.OperationName) (cronofy.AccessToken, error) {
	return cronofy.AccessToken{Token: string(token)}, nil
}

func connect(accessToken string) *cronofy.Client {
	return must(cronofy.NewClient(os.Getenv("API_URL"), user(accessToken)))
}

// docs:begin listCalendars
func listCalendars(ctx context.Context, client *cronofy.Client) ([]cronofy.Calendar, error) {
	switch response, err := client.ListCalendars(ctx); response := response.(type) {
	case *cronofy.CalendarList:
		return response.Calendars, nil
	case *cronofy.Unauthorized:
		return nil, fmt.Errorf("cannot list the calendars: the status is 401")
	default:
		return nil, fmt.Errorf("cannot list the calendars: %T: %w", response, err)
	}
}

// docs:end

// docs:begin requestPermissions
func requestPermissions(
	ctx context.Context, client *cronofy.Client, calendarID string,
) (cronofy.PermissionsRequestResult, error) {
	unrestricted := cronofy.PermissionRequestItemPermissionLevelUnrestricted
	request := cronofy.PermissionsRequest{
		Permissions: []cronofy.PermissionRequestItem{{CalendarID: calendarID, PermissionLevel: unrestricted}},
		RedirectURI: url.URL{Scheme: "https", Host: "app.example.com", Path: "/permissions/return"},
	}
	// Has either a URL to send the user to, or Accepted with Enterprise Connect.
	switch response, err := client.RequestPermissions(ctx, &request); response := response.(type) {
	case *cronofy.RequestPermissionsOK:
		return response.PermissionsRequest, nil
	case *cronofy.RequestPermissionsAccepted:
		return response.PermissionsRequest, nil
	case *cronofy.RequestPermissionsUnprocessableEntity:
		return cronofy.PermissionsRequestResult{}, invalidRequest(response.Errors.Value)
	default:
		return cronofy.PermissionsRequestResult{}, fmt.Errorf("cannot request access: %T: %w", response, err)
	}
}

// invalidRequest says by field what is wrong with a request.
type invalidRequest map[string][]cronofy.FieldError

func (fields invalidRequest) Error() string {
	return fmt.Sprintf("cannot request access: %d fields are not valid", len(fields))
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

// control sends JSON to the emulator.
func control(method, url, body string) {
	request := must(http.NewRequest(method, url, strings.NewReader(body)))
	request.Header.Set("Content-Type", "application/json")
	must(http.DefaultClient.Do(request)).Body.Close()
}

func main() {
	ctx := context.Background()
	client := connect(os.Getenv("ACCESS_TOKEN"))
	calendars := must(listCalendars(ctx, client))
	chosen := slices.IndexFunc(calendars, func(one cronofy.Calendar) bool { return one.PermissionLevel.Value == "sandbox" })
	check("the calendars are listed", chosen >= 0)
	id := calendars[chosen].CalendarID

	asked := must(requestPermissions(ctx, client, id))
	check("unrestricted access is asked for", asked.URL.Set)

	// In life the user goes to the URL, decides, and returns to the redirect URI, which proves nothing.
	control("POST", os.Getenv("DECISIONS_URL"), fmt.Sprintf(`{"url": %q, "decision": "accept"}`, asked.URL.Value.String()))
	granted := slices.ContainsFunc(must(listCalendars(ctx, client)), func(one cronofy.Calendar) bool {
		return one.CalendarID == id && one.PermissionLevel.Value == "unrestricted"
	})
	check("the calendar reads unrestricted", granted)

	_, err := requestPermissions(ctx, client, "cal_unknown")
	invalid, isInvalid := err.(invalidRequest)
	check("an unknown calendar is refused", isInvalid)
	check("the refusal names the field", len(invalid["permissions[0].calendar_id"]) > 0)

	employee := connect(os.Getenv("ENTERPRISE_ACCESS_TOKEN"))
	first := must(listCalendars(ctx, employee))[0]
	check("Enterprise Connect is accepted at once", must(requestPermissions(ctx, employee, first.CalendarID)).Accepted.Value)

	info, hasInfo := must(client.GetUserInfo(ctx)).(*cronofy.UserInfo)
	check("a user without a name is read", hasInfo && info.Name.Null)

	control("PUT", os.Getenv("BEHAVIORS_URL"), `{"permissions_status": 202, "empty_unauthorized": true}`)
	check("202 is read as 200 is", must(requestPermissions(ctx, client, calendars[len(calendars)-1].CalendarID)).URL.Set)
	_, err = listCalendars(ctx, connect("unknown"))
	check("the error of a 401 without a body has the status", err != nil && strings.HasSuffix(err.Error(), "401"))

	credentials := struct{ id, secret string }{os.Getenv("CLIENT_ID"), os.Getenv("CLIENT_SECRET")}
	tokens, refreshed := must(client.RequestToken(ctx, &cronofy.RequestTokenApplicationXWwwFormUrlencoded{
		ClientID: credentials.id, ClientSecret: credentials.secret, GrantType: cronofy.TokenRequestGrantTypeRefreshToken,
		RefreshToken: cronofy.NewOptString(os.Getenv("REFRESH_TOKEN")),
	})).(*cronofy.TokenResponse)
	check("the tokens are refreshed", refreshed)
	_, revoked := must(client.RevokeToken(ctx, &cronofy.RevokeTokenApplicationJSON{
		ClientID: credentials.id, ClientSecret: credentials.secret, Token: cronofy.NewOptString(tokens.AccessToken),
	})).(*cronofy.RevokeTokenOK)
	check("the authorization is revoked", revoked)
	_, err = listCalendars(ctx, connect(tokens.AccessToken))
	check("a revoked token is refused", err != nil)
}
