namespace MlOps.Sdk.Console.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Runs() => Assert.Equal("Local", Platforms.Local);
}
