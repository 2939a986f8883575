using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Runs;
using Spectre.Console;
using Spectre.Console.Testing;

namespace MlOps.Sdk.Console.Tests;

public sealed class AddConsoleTests
{
    [Fact]
    public async Task Runs_are_shown_once_however_often_the_console_is_added()
    {
        using TestConsole console = new();
        ServiceCollection services = new();
        services.AddSingleton<IAnsiConsole>(console);
        services.AddMlOps().AddConsole().AddConsole();
        await using ServiceProvider provider = services.BuildServiceProvider();

        IRunObserver observer = Assert.Single(provider.GetServices<IRunObserver>());
        Runs.RecordedRun.Play(observer, [Runs.RecordedRun.Executed("ingest", 5)]);

        Assert.Contains("ingest    executed", console.Output, StringComparison.Ordinal);
    }
}
