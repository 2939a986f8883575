namespace MlOps.Sdk.Clients;

/// <summary>One of Google's services: its name and where it is.</summary>
internal sealed class GoogleApi
{
    private readonly Func<GoogleCloudOptions, string> _host;
    private readonly Func<GoogleCloudEndpoints, string?> _override;

    private GoogleApi(string name, string key, string id, Func<GoogleCloudOptions, string> host, Func<GoogleCloudEndpoints, string?> overriding)
    {
        Name = name;
        Key = key;
        Id = id;
        _host = host;
        _override = overriding;
    }

    public static GoogleApi Storage { get; } = new("Cloud Storage", nameof(GoogleCloudEndpoints.Storage), "storage", _ => "storage", endpoints => endpoints.Storage);

    public static GoogleApi BigQuery { get; } = new("BigQuery", nameof(GoogleCloudEndpoints.BigQuery), "bigquery", _ => "bigquery", endpoints => endpoints.BigQuery);

    public static GoogleApi Dataflow { get; } = new("Dataflow", nameof(GoogleCloudEndpoints.Dataflow), "dataflow", _ => "dataflow", endpoints => endpoints.Dataflow);

    public static GoogleApi VertexAi { get; } = new(
        "Vertex AI", nameof(GoogleCloudEndpoints.VertexAi), "aiplatform",
        options => options.Region.Length > 0
            ? $"{options.Region}-aiplatform"
            : throw new InvalidOperationException("Vertex AI has no address without a region. Set MlOps:GoogleCloud:Region, such as 'europe-west4'."),
        endpoints => endpoints.VertexAi);

    /// <summary>As people say.</summary>
    public string Name { get; }

    /// <summary>As <c>gcloud services enable</c> wants it, before <c>.googleapis.com</c>.</summary>
    public string Id { get; }

    private string Key { get; }

    /// <summary>The address that the options give, with a slash at its end.</summary>
    public Uri AddressFor(GoogleCloudOptions options)
    {
        (string key, string? given) = _override(options.Endpoints) is { Length: > 0 } own
            ? ($"MlOps:GoogleCloud:Endpoints:{Key}", own)
            : ("MlOps:GoogleCloud:Endpoint", options.Endpoint);
        if (string.IsNullOrEmpty(given))
            return new Uri($"https://{_host(options)}.{options.UniverseDomain}/");
        if (!Uri.TryCreate(given, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
            throw new InvalidOperationException($"{key}: '{given}' is no address. Write one such as http://127.0.0.1:4443/.");
        return address.AbsolutePath.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
    }
}
