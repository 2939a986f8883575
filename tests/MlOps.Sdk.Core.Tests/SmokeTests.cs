namespace MlOps.Sdk.Core.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Runs() => Assert.Equal("Local", Platforms.Local);
}
