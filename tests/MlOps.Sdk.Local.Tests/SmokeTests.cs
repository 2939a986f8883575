namespace MlOps.Sdk.Local.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Runs() => Assert.Equal("Local", Platforms.Local);
}
