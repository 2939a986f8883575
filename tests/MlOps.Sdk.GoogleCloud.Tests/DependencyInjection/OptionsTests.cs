using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MlOps.Sdk.GoogleCloud.Tests.DependencyInjection;

public sealed class OptionsTests
{
    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => Options(new()
        {
            ["Bucket"] = "gs://my-bucket",
            ["Dataset"] = "my-data",
            ["MaxReplicas"] = "0",
        }));

        Assert.Equal(
            [
                "MlOps:GoogleCloud:ProjectId: '' is no project. Name the one that pays: gcloud config get project",
                "MlOps:GoogleCloud:Region: '' is no region. Name one such as europe-west4.",
                "MlOps:GoogleCloud:Bucket: 'gs://my-bucket' is a URI, not a name. Name one such as 'my-bucket' or 'my-bucket/mlops'.",
                "MlOps:GoogleCloud:Dataset: 'my-data' can't name a dataset of BigQuery. Use letters, digits and '_'.",
                "MlOps:GoogleCloud:MaxReplicas: 1 to 0 machines can't serve. MinReplicas is at least 1, MaxReplicas no less.",
            ],
            exception.Failures);
    }

    [Fact]
    public void They_come_from_the_configuration()
    {
        GoogleCloudOptions options = Options(new()
        {
            ["ProjectId"] = "p", ["Region"] = "europe-west4", ["Bucket"] = "bucket/mlops", ["Transform"] = "BigQuery", ["Retry:MaxAttempts"] = "3",
        });

        Assert.Equal(("p", "bucket/mlops", TransformEngine.BigQuery, 3), (options.ProjectId, options.Bucket, options.Transform, options.Retry.MaxAttempts));
    }

    private static GoogleCloudOptions Options(Dictionary<string, string?> settings)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"MlOps:GoogleCloud:{setting.Key}", setting.Value)))
            .Build();
        using ServiceProvider services = new ServiceCollection()
            .AddSingleton(configuration)
            .AddMlOps().AddLocal().AddGoogleCloud()
            .Services.BuildServiceProvider();
        return services.GetRequiredService<IOptions<GoogleCloudOptions>>().Value;
    }
}
