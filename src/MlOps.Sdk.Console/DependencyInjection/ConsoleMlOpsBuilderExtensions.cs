using Microsoft.Extensions.DependencyInjection.Extensions;
using MlOps.Sdk;
using MlOps.Sdk.Runs;
using Spectre.Console;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the display of runs on the console.</summary>
public static class ConsoleMlOpsBuilderExtensions
{
    /// <summary>
    /// Shows each run: a live display on a terminal; plain lines where the output is redirected, where <c>CI</c> is set, or on a dumb terminal. Then the
    /// stages with what they have made. Without colour if <c>NO_COLOR</c> is set. Writes to a registered <see cref="IAnsiConsole"/>, else to standard output.
    /// </summary>
    public static MlOpsBuilder AddConsole(this MlOpsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IRunObserver, ConsoleRunObserver>(provider =>
        {
            IAnsiConsole console = provider.GetService<IAnsiConsole>() ?? AnsiConsole.Console;
            bool live = console.Profile.Capabilities is { Interactive: true, Ansi: true } && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));
            return new ConsoleRunObserver(console, live, provider.GetRequiredService<TimeProvider>());
        }));
        return builder;
    }
}
