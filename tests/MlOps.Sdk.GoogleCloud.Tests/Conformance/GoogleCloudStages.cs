using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Conformance;

internal static class GoogleCloudStages
{
    /// <summary>Google Cloud's implementation, as an application gets it.</summary>
    public static T GoogleCloud<T>(this StageFixture fixture)
        where T : class => fixture.Services.GetRequiredKeyedService<T>(Platforms.GoogleCloud);
}
