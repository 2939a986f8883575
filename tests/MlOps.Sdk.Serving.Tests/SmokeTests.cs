namespace MlOps.Sdk.Serving.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Runs() => Assert.Equal("Local", Platforms.Local);
}
