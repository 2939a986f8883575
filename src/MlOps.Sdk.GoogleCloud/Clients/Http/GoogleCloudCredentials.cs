using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Http;

namespace MlOps.Sdk.Clients;

/// <summary>The credential that the options name, looked for when it is first needed.</summary>
internal sealed class GoogleCloudCredentials(GoogleCloudOptions options) : IDisposable
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";
    private readonly FirstUse<GoogleCredential> _credential = new(cancellationToken => FindAsync(options, cancellationToken));

    /// <summary>Whether a token that isn't accepted can be renewed.</summary>
    public bool CanRenew => options.AccessToken is null;

    private bool IsExplicit => options.AccessToken is not null || options.CredentialFile is not null || options.ImpersonateServiceAccount is not null;

    /// <summary>The credential for an address; null for an emulator's, which needs none.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it would travel unprotected.</exception>
    public async Task<IConfigurableHttpClientInitializer?> ForAsync(Uri address, CancellationToken cancellationToken)
    {
        if (address.Scheme != Uri.UriSchemeHttps)
        {
            if (!IsExplicit)
                return null;
            if (!address.IsLoopback)
            {
                throw new InvalidOperationException(
                    $"A credential would travel unprotected to {address.GetLeftPart(UriPartial.Authority)}. Use https, or take away " +
                    "MlOps:GoogleCloud:AccessToken, CredentialFile and ImpersonateServiceAccount: an emulator needs none.");
            }
        }

        return await _credential.GetAsync(cancellationToken);
    }

    public void Dispose() => _credential.Dispose();

    public override string ToString() =>
        (options.AccessToken is not null ? "a token" : options.CredentialFile ?? "Application Default Credentials")
        + (options.ImpersonateServiceAccount is { } account ? $" as {account}" : "");

    private static async Task<GoogleCredential> FindAsync(GoogleCloudOptions options, CancellationToken cancellationToken)
    {
        GoogleCredential credential = options switch
        {
            { AccessToken: { } token } => GoogleCredential.FromAccessToken(token),
            { CredentialFile: { } file } => await FromFileAsync(file, cancellationToken),
            _ => await DefaultAsync(cancellationToken),
        };
        if (credential.IsCreateScopedRequired)
            credential = credential.CreateScoped(Scope);
        return options.ImpersonateServiceAccount is { } account
            ? credential.Impersonate(new ImpersonatedCredential.Initializer(account) { Scopes = [Scope] })
            : credential;
    }

    private static async Task<GoogleCredential> DefaultAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await GoogleCredential.GetApplicationDefaultAsync(cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidOperationException(
                $"There is no credential for Google Cloud: {Secrets.Redact(exception.Message)} Run: gcloud auth application-default login, " +
                "or set MlOps:GoogleCloud:CredentialFile.",
                exception);
        }
    }

    // The kinds are listed because a file's kind decides where its secret is sent.
    private static async Task<GoogleCredential> FromFileAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await KindOfAsync(file, cancellationToken) switch
            {
                "service_account" => (await CredentialFactory.FromFileAsync<ServiceAccountCredential>(file, cancellationToken)).ToGoogleCredential(),
                "authorized_user" => (await CredentialFactory.FromFileAsync<UserCredential>(file, cancellationToken)).ToGoogleCredential(),
                "external_account" => await CredentialFactory.FromFileAsync(file, "external_account", cancellationToken),
                { } kind => throw new InvalidOperationException(
                    $"MlOps:GoogleCloud:CredentialFile: '{file}' is of the kind '{kind}'. Use a service account's key or a file of workload identity federation."),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            // Not the parser's message: it may quote the key.
            throw new InvalidOperationException(
                $"MlOps:GoogleCloud:CredentialFile: '{file}' can't be read ({exception.GetType().Name}). Name a file of JSON that this process may read.");
        }
    }

    private static async Task<string> KindOfAsync(string file, CancellationToken cancellationToken)
    {
        await using FileStream stream = File.OpenRead(file);
        using JsonDocument document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("type", out JsonElement type)
            ? type.ToString()
            : "";
    }
}
