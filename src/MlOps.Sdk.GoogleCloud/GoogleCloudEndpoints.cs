namespace MlOps.Sdk;

/// <summary>Addresses of single services; null for the common one.</summary>
public sealed class GoogleCloudEndpoints
{
    /// <summary>Cloud Storage's, in place of <c>https://storage.googleapis.com/</c>.</summary>
    public string? Storage { get; set; }

    /// <summary>BigQuery's, in place of <c>https://bigquery.googleapis.com/</c>.</summary>
    public string? BigQuery { get; set; }

    /// <summary>Dataflow's, in place of <c>https://dataflow.googleapis.com/</c>.</summary>
    public string? Dataflow { get; set; }

    /// <summary>Vertex AI's, in place of <c>https://{region}-aiplatform.googleapis.com/</c>.</summary>
    public string? VertexAi { get; set; }
}
