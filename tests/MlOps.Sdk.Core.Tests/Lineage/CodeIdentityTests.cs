using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlOps.Sdk.Lineage;

namespace MlOps.Sdk.Core.Tests.Lineage;

public sealed class CodeIdentityTests
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;

        public interface IWork { Task<double> DoAsync(IReadOnlyList<double> values); }

        public sealed class Work : IWork
        {
            private static readonly string[] Words = ["one", "two"];
            private readonly Scale _scale = new Scale(2);

            public async Task<double> DoAsync(IReadOnlyList<double> values)
            {
                await Task.Yield();
                double limit = 3;
                return values.Where(value => value > limit).Select(value => _scale.Apply(Helper.Clean(value))).Sum() + Local(values.Count);

                int Local(int count) => count + Words.Length;
            }

            /*unreached-method*/
        }

        public abstract class Step { public abstract double Apply(double value); }

        public sealed class Scale(double factor) : Step
        {
            public override double Apply(double value) => value * factor + Generic<int>.Offset(1);
        }

        public static class Generic<T>
        {
            public static double Offset<TOther>(TOther other) => 0.5;
        }

        public static class Helper
        {
            /*before*/
            public static double Clean(double value) => double.IsNaN(value) ? Replacement() : value;

            private static double Replacement() => 0;

            public static string Unreached() => string.Join(",", new[] { 1, 2 }.Select(number => number + 1));
        }

        /*other-type*/
        """;

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly string Original = IdentityOf(Source);

    [Fact]
    public void The_same_source_has_the_same_identity_whenever_it_is_compiled() => Assert.Equal(Original, IdentityOf(Source));

    [Theory]
    [InlineData("value * factor", "value / factor")]
    [InlineData("=> 0;", "=> 1;")]
    [InlineData("new Scale(2)", "new Scale(3)")]
    [InlineData("\"two\"", "\"three\"")]
    [InlineData("limit = 3", "limit = 4")]
    [InlineData("value > limit", "value >= limit")]
    [InlineData("count + Words", "count - Words")]
    [InlineData("=> 0.5", "=> 0.25")]
    [InlineData("Generic<int>", "Generic<long>")]
    [InlineData("Offset(1)", "Offset(1L)")]
    [InlineData(".Sum()", ".Max()")]
    public void A_change_in_what_the_class_reaches_changes_the_identity(string before, string after) =>
        Assert.NotEqual(Original, IdentityOf(Replace(before, after)));

    [Theory]
    [InlineData("number + 1", "number + 2")]
    [InlineData("/*unreached-method*/", "private static int Unused(int[] values) => values.Select(value => value + 1).Where(value => value > 0).Sum();")]
    [InlineData("/*before*/", "public static Func<int, int> Earlier() { int kept = 1; return value => value + kept; }")]
    [InlineData("/*other-type*/", "public sealed class Other { public int Number => 7; }")]
    [InlineData("/*before*/", "\n\n\n// a comment\n")]
    [InlineData("limit", "bound")]
    public void A_change_elsewhere_leaves_the_identity(string before, string after) => Assert.Equal(Original, IdentityOf(Replace(before, after)));

    [Fact]
    public void The_order_of_methods_in_the_file_does_not_matter() => Assert.Equal(
        Original,
        IdentityOf(Replace(
            "    private static double Replacement() => 0;\n", "").Replace("/*before*/", "private static double Replacement() => 0;", StringComparison.Ordinal)));

    [Fact]
    public void The_framework_and_the_SDK_are_not_walked()
    {
        Assert.False(CodeIdentity.IsWalked(typeof(string).Assembly));
        Assert.False(CodeIdentity.IsWalked(typeof(Pipeline).Assembly));
        Assert.True(CodeIdentity.IsWalked(typeof(CodeIdentityTests).Assembly));
    }

    [Fact]
    public void An_SDK_class_is_known_by_its_package()
    {
        string identity = ImplementationIdentity.Of(typeof(Pipeline));
        Assert.StartsWith("MlOps.Sdk.Pipeline, MlOps.Sdk.Core 0.1.0", identity);
        Assert.EndsWith(typeof(Pipeline).Module.ModuleVersionId.ToString("N"), identity);
    }

    private static string Replace(string before, string after)
    {
        Assert.Contains(before, Source);
        return Source.Replace(before, after, StringComparison.Ordinal);
    }

    private static string IdentityOf(string source)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"User{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(source)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using MemoryStream stream = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        stream.Position = 0;
        Assembly assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
        return CodeIdentity.Of(assembly.GetType("Work", throwOnError: true)!);
    }
}
