using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlOps.Sdk.Analyzers.Tests;

/// <summary>A program, compiled in memory against the real MlOps.Sdk.Core or one that is given.</summary>
internal sealed class Compiled
{
    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "MlOps.Sdk.Core.dll" or "netstandard.dll" || Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly string s_core = typeof(PipelineBuilder).Assembly.Location;

    private readonly CSharpCompilation _compilation;

    public Compiled(
        string program, LanguageVersion version = LanguageVersion.Latest, CSharpCompilationOptions? options = null, string name = "program", Compiled? core = null)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(program, new CSharpParseOptions(version));
        options ??= new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
        IEnumerable<MetadataReference> references = core is null ? s_references : s_references.Where(reference => reference.Display != s_core).Append(core.Reference);
        _compilation = CSharpCompilation.Create(name, [tree], references, options.WithNullableContextOptions(NullableContextOptions.Enable));
    }

    private CompilationReference Reference => _compilation.ToMetadataReference();

    /// <summary>What the compiler itself complains about.</summary>
    public IReadOnlyList<string> Errors() =>
        [.. _compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic =>
            $"{diagnostic} in {diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line]}")];

    /// <summary>What the analyzer says.</summary>
    public async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync()
    {
        CompilationWithAnalyzers analyzed = _compilation.WithAnalyzers([new PipelineLambdaAnalyzer()]);
        return await analyzed.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    public Assembly Load()
    {
        using MemoryStream image = new();
        Assert.True(_compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success, string.Join('\n', Errors()));
        return Assembly.Load(image.ToArray());
    }
}
