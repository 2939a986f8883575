using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>What gives another value each time: clocks, chance, the environment.</summary>
internal static class Unrepeatable
{
    /// <summary>The types of which every member does, in the types derived from them too.</summary>
    public static IReadOnlyList<Type> Types { get; } =
        [typeof(Random), typeof(Environment), typeof(TimeProvider), typeof(Stopwatch), typeof(RandomNumberGenerator)];

    /// <summary>Members of other types.</summary>
    public static IReadOnlyList<(Type Type, string Name)> Members { get; } =
    [
        (typeof(DateTime), "Now"),
        (typeof(DateTime), "UtcNow"),
        (typeof(DateTime), "Today"),
        (typeof(DateTimeOffset), "Now"),
        (typeof(DateTimeOffset), "UtcNow"),
        (typeof(Guid), nameof(Guid.NewGuid)),
        (typeof(Guid), nameof(Guid.CreateVersion7)),
    ];

    /// <summary>Members of those types that are always the same.</summary>
    public static IReadOnlyList<(Type Type, string Name)> Exceptions { get; } = [(typeof(Environment), nameof(Environment.NewLine))];

    public static bool Includes(MemberInfo member)
    {
        if (member.DeclaringType is not { } type || Exceptions.Contains((type, member.Name)))
            return false;
        return Members.Contains((type, member.Name)) || Types.Any(unrepeatable => unrepeatable.IsAssignableFrom(type));
    }
}
