using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.Local.Tests.Conformance;

/// <summary>The local platform as an application gets it.</summary>
internal static class LocalFixture
{
    public static StageFixture Create() => StageFixture.Of((services, root) => services.AddMlOps(options => options.Root = root).AddLocal());

    public static T Local<T>(this StageFixture fixture)
        where T : class => fixture.Services.GetRequiredKeyedService<T>(Platforms.Local);
}
