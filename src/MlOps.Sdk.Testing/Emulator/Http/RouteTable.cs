using System.Diagnostics.CodeAnalysis;

namespace MlOps.Sdk.Testing.Emulator.Http;

/// <summary>The methods of all services.</summary>
internal sealed class RouteTable
{
    private readonly List<Route> _routes = [];

    /// <summary>Adds a method.</summary>
    /// <param name="method">The verb.</param>
    /// <param name="template">
    /// The path: a segment is text, <c>{name}</c>, which takes one segment (percent-decoded once), or either with a verb after a colon, such as
    /// <c>{model}:predict</c>.
    /// </param>
    /// <param name="envelope">How the service writes errors.</param>
    /// <param name="handle">Does the work.</param>
    public void Add(
        string method, string template, Func<EmulatorException, EmulatorResponse> envelope, Func<EmulatorRequest, CancellationToken, Task<EmulatorResponse>> handle) =>
        _routes.Add(new Route(method, template, envelope, handle));

    /// <summary>Finds the method for a path; of several that fit the one that was added first.</summary>
    /// <param name="method">The verb.</param>
    /// <param name="target">The path, still encoded, without the query.</param>
    /// <param name="route">The method.</param>
    /// <param name="values">The values of its variables.</param>
    public bool TryFind(
        string method, string target, [NotNullWhen(true)] out Route? route, [NotNullWhen(true)] out IReadOnlyDictionary<string, string>? values)
    {
        foreach (Route candidate in _routes)
        {
            if (candidate.Method == method && candidate.Match(target) is { } matched)
            {
                (route, values) = (candidate, matched);
                return true;
            }
        }

        (route, values) = (null, null);
        return false;
    }
}
