// Walks through the flow with a copy of Cronofy's C# SDK.
//
// usage: mono Flow.exe SANDBOX_URL DATA_CENTER_URL
//
// Prints `ok - what` or `not ok - what: why` for each check, and ends with 1 where one failed.

using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Cronofy;

internal static class Flow
{
    private const string ClientId = "sandbox";
    private const string ClientSecret = "sandbox-secret";
    private const string CallbackUri = "https://app.example.com/callback";
    private const string ReturnUri = "https://app.example.com/return?a=b";

    private static string sandbox;
    private static string dataCenter;
    private static int failed;

    public static int Main(string[] args)
    {
        sandbox = args[0];
        dataCenter = args[1];
        var oauth = PointAtSandbox(new CronofyOAuthClient(ClientId, ClientSecret, "de"));
        OAuthToken token = null;

        Check("the authorize page and the code", () =>
        {
            var link = oauth.GetAuthorizationUrlBuilder(CallbackUri).Scope("read_write").State("s").Build();
            token = oauth.GetTokenFromCode(SignIn(link), CallbackUri);
            Equal(token.Sub, "acc_de_google");
        });

        Check("the calendars of de", () =>
        {
            var client = AccountClient(token.AccessToken);
            Equal(client.GetCalendars().Count(), 11);
            Equal(client.GetUserInfo().Sub, "acc_de_google");
        });

        // A calendar of the SDK has no permission level. The emulator's journal shows that the list had it.
        Check("unrestricted access, after the user accepts", () =>
        {
            var client = AccountClient(token.AccessToken);
            var asked = client.ElevatedPermissions(PermissionsFor("cal_de_google1_work"));
            Equal(asked.Url.StartsWith(dataCenter + "/permissions/", StringComparison.Ordinal), true);
            Equal(Send(asked.Url).StatusCode, HttpStatusCode.OK);
            var decided = Control("decisions", "{\"url\":\"" + asked.Url + "\",\"decision\":\"accept\"}");
            Equal(decided.Contains(ReturnUri), true);
            Equal(client.GetCalendars().Count(), 11);
        });

        // The SDK does not show `accepted`, so what is left is a response without a URL.
        Check("Enterprise Connect: accepted at once", () =>
        {
            var tokens = Control("tokens", "{\"account\":\"enterprise\",\"data_center\":\"de\"}");
            var accessToken = Regex.Match(tokens, "\"access_token\":\"([^\"]+)\"").Groups[1].Value;
            Equal(AccountClient(accessToken).ElevatedPermissions(PermissionsFor("cal_de_enterprise1_work")).Url, null);
        });

        Check("a refreshed token", () =>
        {
            token = oauth.GetTokenFromRefreshToken(token.RefreshToken);
            Equal(AccountClient(token.AccessToken).GetCalendars().Count(), 11);
        });

        Check("a revoked authorization", () =>
        {
            oauth.RevokeToken(token.AccessToken);
            try
            {
                AccountClient(token.AccessToken).GetCalendars().Count();
            }
            catch (CronofyException)
            {
                return;
            }

            throw new InvalidOperationException("the token still works");
        });

        return failed == 0 ? 0 : 1;
    }

    private static CronofyAccountClient AccountClient(string accessToken)
    {
        return PointAtSandbox(new CronofyAccountClient(accessToken, "de"));
    }

    private static ElevatedPermissionsBuilder PermissionsFor(string calendarId)
    {
        return new ElevatedPermissionsBuilder().AddCalendarPermission(calendarId, "unrestricted").RedirectUri(ReturnUri);
    }

    // The SDK has no option for its base URL. So the URLs that its provider holds are changed.
    private static TClient PointAtSandbox<TClient>(TClient client)
    {
        const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        object provider = null;
        for (var type = typeof(TClient); type != null && provider == null; type = type.BaseType)
        {
            provider = type.GetFields(Members).Where(f => f.FieldType == typeof(UrlProvider)).Select(f => f.GetValue(client)).FirstOrDefault();
        }

        foreach (var property in typeof(UrlProvider).GetProperties(Members).Where(p => p.PropertyType == typeof(string)))
        {
            var url = (string)property.GetValue(provider, null);
            property.SetValue(provider, Regex.Replace(url, "^https://(api|app)-de\\.cronofy\\.com", dataCenter), null);
        }

        return client;
    }

    // Signs in on the authorize page, and returns the code.
    private static string SignIn(string link)
    {
        Equal(Send(link).StatusCode, HttpStatusCode.OK);
        var response = Send(link, "account=google", "application/x-www-form-urlencoded");
        Equal(response.StatusCode, HttpStatusCode.SeeOther);
        return Uri.UnescapeDataString(Regex.Match(response.Location, "[?&]code=([^&]+)").Groups[1].Value);
    }

    private static string Control(string path, string json)
    {
        var response = Send(sandbox + "/sandbox/" + path, json, "application/json");
        Equal(response.StatusCode, HttpStatusCode.OK);
        return response.Body;
    }

    private static Result Send(string url, string body = null, string contentType = null)
    {
        var request = (HttpWebRequest)WebRequest.Create(url);
        request.AllowAutoRedirect = false;
        if (body != null)
        {
            request.Method = "POST";
            request.ContentType = contentType;
            var bytes = Encoding.UTF8.GetBytes(body);
            request.GetRequestStream().Write(bytes, 0, bytes.Length);
        }

        using (var response = (HttpWebResponse)request.GetResponse())
        using (var reader = new StreamReader(response.GetResponseStream()))
        {
            return new Result
            {
                StatusCode = response.StatusCode,
                Location = response.Headers["Location"],
                Body = reader.ReadToEnd(),
            };
        }
    }

    private static void Check(string what, Action run)
    {
        try
        {
            run();
            Console.WriteLine("ok - " + what);
        }
        catch (Exception error)
        {
            failed++;
            Console.WriteLine("not ok - " + what + ": " + error.GetType().Name + ": " + error.Message);
        }
    }

    private static void Equal(object actual, object expected)
    {
        if (!object.Equals(actual, expected))
        {
            throw new InvalidOperationException(actual + " is not " + expected);
        }
    }

    private sealed class Result
    {
        public HttpStatusCode StatusCode { get; set; }

        public string Location { get; set; }

        public string Body { get; set; }
    }
}
