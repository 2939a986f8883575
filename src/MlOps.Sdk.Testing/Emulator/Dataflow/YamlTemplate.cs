using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>Google's template for Beam YAML: what it takes, and the pipeline that it makes of it.</summary>
internal static partial class YamlTemplate
{
    public const string BeamVersion = "2.75.0";

    private const string Text = "yaml_pipeline";
    private const string File = "yaml_pipeline_file";
    private const string Variables = "jinja_variables";

    private static readonly FrozenSet<string> s_parameters = FrozenSet.ToFrozenSet(
    [
        Text, File, Variables, "json_schema_validation", "requirements_file", "temp_location", "staging_location", "num_workers", "max_num_workers", "machine_type",
        "worker_machine_type", "service_account_email", "network", "subnetwork", "experiments", "streaming", "yaml_experimental_features", "sdk_container_image",
        "labels", "use_public_ips", "no_use_public_ips", "dataflow_service_options", "autoscaling_algorithm", "disk_size_gb", "worker_zone", "worker_region",
        "pickle_library", "save_main_session", "setup_file", "extra_package", "extra_packages", "number_of_worker_harness_threads", "min_cpu_platform",
        "dataflow_kms_key", "flexrs_goal", "pipeline_type_check", "runtime_type_check",
    ]);

    /// <summary>Refuses a path that is not that of the template.</summary>
    public static void CheckPath(string? path)
    {
        if (path is not { Length: > 0 })
            throw EmulatorException.Invalid("One of 'launch_parameter.container_spec_gcs_path' and 'launch_parameter.container_spec' is required.");
        if (!TemplatePath().IsMatch(path))
            throw EmulatorException.Invalid($"Unable to open template file: {path}. The emulator has gs://dataflow-templates-REGION/latest/flex/Yaml_Template.");
    }

    /// <summary>Refuses parameters that neither the template nor Beam knows.</summary>
    public static void CheckParameters(IReadOnlyDictionary<string, string> parameters)
    {
        string[] unknown = [.. parameters.Keys.Where(name => !s_parameters.Contains(name))];
        if (unknown.Length > 0)
            throw EmulatorException.Invalid($"The template parameters are invalid. Details: {string.Join(" ", unknown.Select(name => $"{name}: Unrecognized parameter."))}");
    }

    public static bool IsPipeline(string parameter) => parameter is Text or File or Variables;

    /// <summary>The pipeline's document, once Jinja is done with it.</summary>
    /// <exception cref="FormatException">There is no pipeline, or not one alone, or it can't be read.</exception>
    public static JsonNode Document(IReadOnlyDictionary<string, string> parameters, IBeamFiles files)
    {
        string text = parameters.GetValueOrDefault(Text, ""), file = parameters.GetValueOrDefault(File, "");
        if (text.Length == 0 == (file.Length == 0))
            throw new FormatException($"ValueError: Exactly one of {Text} or {File} must be set.");
        if (file.Length > 0)
            text = string.Concat(files.Texts(file).Select(System.IO.File.ReadAllText));
        return YamlReader.Read(Jinja.Render(text, ReadVariables(parameters.GetValueOrDefault(Variables, "{}"))));
    }

    private static JsonObject ReadVariables(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw new FormatException($"{Variables} is no JSON object: {json}");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"{Variables} is no JSON: {exception.Message}", exception);
        }
    }

    [GeneratedRegex(@"\Ags://dataflow-templates(-[a-z]+-[a-z]+[0-9]+)?/[\w.-]+/flex/Yaml_Template\z")]
    private static partial Regex TemplatePath();
}
