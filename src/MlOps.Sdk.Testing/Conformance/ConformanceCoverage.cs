using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>Checks that the tests of a platform leave no contract out in silence.</summary>
public static class ConformanceCoverage
{
    /// <summary>Every suite: one for each contract.</summary>
    public static IReadOnlyList<Type> Suites { get; } =
    [
        .. typeof(ConformanceSuite).Assembly.GetExportedTypes()
            .Where(type => type is { IsAbstract: true, IsGenericTypeDefinition: false } && type.Name.EndsWith("Conformance", StringComparison.Ordinal) && type.IsSubclassOf(typeof(ConformanceSuite)))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>Fails unless each suite has a test class in the assembly, or a reason why not; and unless each declared gap names a test.</summary>
    /// <param name="tests">The test assembly.</param>
    /// <param name="missing">The suites that the platform has no test class for, with the reason; none by default.</param>
    /// <param name="belongs">Which of the assembly's test classes are the platform's; all by default.</param>
    public static void Check(Assembly tests, IReadOnlyDictionary<Type, string>? missing = null, Func<Type, bool>? belongs = null)
    {
        ArgumentNullException.ThrowIfNull(tests);
        Type[] classes = [.. tests.GetExportedTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(ConformanceSuite)) && (belongs?.Invoke(type) ?? true))];
        List<string> problems = [];
        foreach (Type suite in Suites)
        {
            bool covered = classes.Any(suite.IsAssignableFrom);
            string? reason = missing?.GetValueOrDefault(suite);
            if (!covered && string.IsNullOrWhiteSpace(reason))
                problems.Add($"{suite.Name} has no test class in {tests.GetName().Name}. Derive one, or say why there is none.");
            if (covered && reason is not null)
                problems.Add($"{suite.Name} has a test class in {tests.GetName().Name}, and a reason why there is none ({reason}). Take the reason out.");
        }

        foreach (Type type in classes)
        {
            // Without its constructor, which may start servers; gaps are constants.
            ConformanceSuite suite = (ConformanceSuite)RuntimeHelpers.GetUninitializedObject(type);
            problems.AddRange(suite.GapNames
                .Where(gap => type.GetMethod(gap)?.GetCustomAttribute<FactAttribute>() is null)
                .Select(gap => $"{type.Name}.Gaps names '{gap}', which is no test of it."));
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }
}
