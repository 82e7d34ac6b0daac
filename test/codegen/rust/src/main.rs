//! Asks a user for unrestricted access to a calendar, with the client that progenitor makes of
//! openapi.yaml, with one media type for each body. It runs against the sandbox, which also decides in place of the user.
#![deny(warnings)]

use cronofy::{Client, Error, types};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use serde_json::json;
use std::{env, process};

mod cronofy {
    progenitor::generate_api!("openapi.json");
}

type AnyError = Box<dyn std::error::Error>;

/// Makes a client for the user whose access token it is, in the user's data center.
fn connect(access_token: &str) -> Result<Client, AnyError> {
    let authorization = HeaderValue::try_from(format!("Bearer {access_token}"))?;
    let headers = HeaderMap::from_iter([(AUTHORIZATION, authorization)]);
    let http = reqwest::Client::builder()
        .default_headers(headers)
        .build()?;
    Ok(Client::new_with_client(&env::var("API_URL")?, http))
}

// docs:begin listCalendars
async fn list_calendars(client: &Client) -> Result<Vec<types::Calendar>, Error<types::ErrorResponse>> {
    let answer = client.list_calendars().await?;
    Ok(answer.into_inner().calendars)
}
// docs:end

// docs:begin requestPermissions
async fn request_permissions(
    client: &Client,
    calendar_id: types::PermissionRequestItemCalendarId,
    redirect_uri: types::PermissionsRequestRedirectUri,
) -> Result<types::PermissionsRequestResult, Error<types::ErrorResponse>> {
    let request = types::PermissionsRequest {
        permissions: vec![types::PermissionRequestItem {
            calendar_id,
            permission_level: types::PermissionRequestItemPermissionLevel::Unrestricted,
        }],
        redirect_uri,
    };
    let answer = client.request_permissions(&request).await?;
    // Either a `url` to send the user to, or `accepted` with Enterprise Connect.
    Ok(answer.into_inner().permissions_request)
}
// docs:end

/// Ends the program where a step fails: the next ones would have nothing to stand on.
fn check<T>(what: &str, found: Option<T>) -> T {
    let Some(found) = found else {
        println!("not ok - {what}");
        process::exit(1)
    };
    println!("ok - {what}");
    found
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), AnyError> {
    let return_to = "https://app.example.com/permissions/return";
    let reads = |one: &types::Calendar, level| one.permission_level.as_deref() == Some(level);

    let user = connect(&env::var("ACCESS_TOKEN")?)?;
    let calendars = list_calendars(&user).await?;
    let chosen = calendars.iter().find(|one| reads(one, "sandbox"));
    let id = &check("the calendars are listed", chosen).calendar_id;

    let asked = request_permissions(&user, id.parse()?, return_to.parse()?).await?;
    let url = check("unrestricted access is asked for", asked.url);

    // In life the user goes to the URL, decides, and comes back, which proves nothing.
    let decision = json!({ "url": url, "decision": "accept" });
    let decisions = reqwest::Client::new().post(env::var("DECISIONS_URL")?);
    decisions.json(&decision).send().await?;
    let calendars = list_calendars(&user).await?;
    let after = calendars.iter().find(|one| one.calendar_id == *id);
    let granted = after.filter(|one| reads(one, "unrestricted"));
    check("the calendar reads unrestricted", granted);

    let asked = request_permissions(&user, "cal_unknown".parse()?, return_to.parse()?).await;
    let errors = match asked {
        Err(Error::ErrorResponse(answer)) if answer.status() == 422 => {
            Some(answer.into_inner().errors)
        }
        _ => None,
    };
    let errors = check("an unknown calendar is refused", errors);
    let fault = errors.get("permissions[0].calendar_id");
    check("the refusal names the field", fault);

    let employee = connect(&env::var("ENTERPRISE_ACCESS_TOKEN")?)?;
    let calendars = list_calendars(&employee).await?;
    let id = calendars[0].calendar_id.parse()?;
    let asked = request_permissions(&employee, id, return_to.parse()?).await?;
    let accepted = asked.accepted.filter(|accepted| *accepted);
    check("Enterprise Connect is accepted at once", accepted);
    Ok(())
}
