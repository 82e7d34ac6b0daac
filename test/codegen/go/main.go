// Asks a user for unrestricted access to a calendar, with the client that oapi-codegen makes of openapi.yaml. It runs
// against the sandbox, which also decides in place of the user.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"slices"

	"example.com/example/cronofy"
)

// connect makes a client for the user whose access token it is, in the user's data center.
func connect(accessToken string) (*cronofy.ClientWithResponses, error) {
	authorize := func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+accessToken)
		return nil
	}
	return cronofy.NewClientWithResponses(os.Getenv("API_URL"), cronofy.WithRequestEditorFn(authorize))
}

// docs:begin listCalendars
func listCalendars(ctx context.Context, client *cronofy.ClientWithResponses) ([]cronofy.Calendar, error) {
	answer, err := client.ListCalendarsWithResponse(ctx)
	if err != nil {
		return nil, err
	}
	if answer.JSON200 == nil {
		return nil, fmt.Errorf("cannot list the calendars: %s", answer.Status())
	}
	return answer.JSON200.Calendars, nil
}

// docs:end

// docs:begin requestPermissions
func requestPermissions(
	ctx context.Context, client *cronofy.ClientWithResponses, calendarID string,
) (*cronofy.PermissionsRequestResult, error) {
	answer, err := client.RequestPermissionsWithResponse(ctx, cronofy.PermissionsRequest{
		Permissions: []cronofy.PermissionRequestItem{{CalendarId: calendarID, PermissionLevel: cronofy.Unrestricted}},
		RedirectUri: "https://app.example.com/permissions/return",
	})
	switch {
	case err != nil:
		return nil, err
	case answer.JSON200 != nil:
		// Either a Url to send the user to, or Accepted with Enterprise Connect.
		return &answer.JSON200.PermissionsRequest, nil
	case answer.JSON422 != nil && answer.JSON422.Errors != nil:
		return nil, invalidRequest(*answer.JSON422.Errors)
	default:
		return nil, fmt.Errorf("cannot ask for access: %s", answer.Status())
	}
}

// invalidRequest says by field what is wrong with a request.
type invalidRequest map[string][]cronofy.FieldError

func (fields invalidRequest) Error() string {
	return fmt.Sprintf("cannot ask for access: %d fields are not valid", len(fields))
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
	ctx := context.Background()
	user := must(connect(os.Getenv("ACCESS_TOKEN")))
	calendars := must(listCalendars(ctx, user))
	chosen := slices.IndexFunc(calendars, func(one cronofy.Calendar) bool {
		return one.PermissionLevel != nil && *one.PermissionLevel == "sandbox"
	})
	check("the calendars are listed", chosen >= 0)
	id := calendars[chosen].CalendarId

	asked := must(requestPermissions(ctx, user, id))
	check("unrestricted access is asked for", asked.Url != nil)

	// In life the user goes to the URL, decides, and comes back to the redirect URI, which proves nothing.
	decision := must(json.Marshal(map[string]string{"url": *asked.Url, "decision": "accept"}))
	must(http.Post(os.Getenv("DECISIONS_URL"), "application/json", bytes.NewReader(decision))).Body.Close()
	granted := slices.ContainsFunc(must(listCalendars(ctx, user)), func(one cronofy.Calendar) bool {
		return one.CalendarId == id && one.PermissionLevel != nil && *one.PermissionLevel == "unrestricted"
	})
	check("the calendar reads unrestricted", granted)

	var invalid invalidRequest
	_, err := requestPermissions(ctx, user, "cal_unknown")
	check("an unknown calendar is refused", errors.As(err, &invalid))
	check("the refusal names the field", len(invalid["permissions[0].calendar_id"]) > 0)

	employee := must(connect(os.Getenv("ENTERPRISE_ACCESS_TOKEN")))
	first := must(listCalendars(ctx, employee))[0]
	accepted := must(requestPermissions(ctx, employee, first.CalendarId)).Accepted
	check("Enterprise Connect is accepted at once", accepted != nil && *accepted)
}
