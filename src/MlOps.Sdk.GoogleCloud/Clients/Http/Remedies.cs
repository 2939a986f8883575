using System.Text.RegularExpressions;

namespace MlOps.Sdk.Clients;

/// <summary>What to do about a failure, as far as its text tells.</summary>
internal static partial class Remedies
{
    public static string? For(ApiFailure failure, GoogleApi api, GoogleCloudOptions options)
    {
        if (failure.IsOfCredential)
        {
            return failure.Reason is "invalid_grant"
                ? "Check the machine's clock; if it is right, renew the credential: gcloud auth application-default login, or a new key in MlOps:GoogleCloud:CredentialFile."
                : "Check MlOps:GoogleCloud:CredentialFile, or run: gcloud auth application-default login.";
        }

        return (int?)failure.Status switch
        {
            null when failure.IsTransient => "Check the network, the proxy and MlOps:GoogleCloud:Endpoint; then run it again: what is done isn't done twice.",
            401 => options.AccessToken is null
                ? "The credential isn't accepted. Run: gcloud auth application-default login, or set MlOps:GoogleCloud:CredentialFile."
                : "The token isn't accepted, perhaps it has expired. Set a fresh MlOps:GoogleCloud:AccessToken.",
            403 => Forbidden(failure, api, options),
            404 when failure.Reason is null => $"Check MlOps:GoogleCloud:Endpoint and that the API is enabled: gcloud services enable {api.Id}.googleapis.com{Project(options)}.",
            404 => "Check the name, MlOps:GoogleCloud:ProjectId and MlOps:GoogleCloud:Region; what the credential may not see isn't found either.",
            408 or 500 or 502 or 503 or 504 => "The service is disturbed (https://status.cloud.google.com). Run it again later: what is done isn't done twice.",
            412 => "It was changed meanwhile, or was there already. Run it again.",
            429 => "Too many calls. Run less at once, or ask for more quota: https://console.cloud.google.com/iam-admin/quotas.",
            _ => null,
        };
    }

    private static string Forbidden(ApiFailure failure, GoogleApi api, GoogleCloudOptions options)
    {
        if (failure.Reason is "accessNotConfigured" || failure.Detail is "SERVICE_DISABLED")
            return $"Enable the API: gcloud services enable {api.Id}.googleapis.com{Project(options)}.";
        if (failure.Reason is "insufficientPermissions" || failure.Detail is "ACCESS_TOKEN_SCOPE_INSUFFICIENT")
            return "The credential's scopes are too narrow. Use one with https://www.googleapis.com/auth/cloud-platform.";
        if (failure.Reason is "rateLimitExceeded" or "userRateLimitExceeded")
            return "Too many calls. Run less at once, or ask for more quota: https://console.cloud.google.com/iam-admin/quotas.";
        if (failure.Reason is "quotaExceeded" || failure.Detail is "RATE_LIMIT_EXCEEDED")
            return "The quota is used up. Wait, or ask for more: https://console.cloud.google.com/iam-admin/quotas.";
        if (failure.Reason is "billingNotEnabled" || failure.Detail is "BILLING_DISABLED")
            return $"Link the project{(options.ProjectId.Length > 0 ? $" '{options.ProjectId}'" : "")} to a billing account.";
        string who = options.ImpersonateServiceAccount ?? "the credential's account";
        return Permission().Match(failure.What) is { Success: true } match
            ? $"Grant {who} a role with the permission {match.Value}."
            : $"Grant {who} a role that allows it.";
    }

    private static string Project(GoogleCloudOptions options) => options.ProjectId.Length > 0 ? $" --project {options.ProjectId}" : "";

    [GeneratedRegex(
        """\b(?:storage|bigquery|aiplatform|dataflow|iam|resourcemanager|serviceusage|compute|artifactregistry|cloudkms)\.[a-zA-Z]+\.[a-zA-Z]+\b""",
        RegexOptions.CultureInvariant)]
    private static partial Regex Permission();
}
