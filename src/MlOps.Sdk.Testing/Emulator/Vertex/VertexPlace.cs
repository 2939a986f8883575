using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Vertex;

/// <summary>A project and region.</summary>
/// <param name="ProjectNumber">What names in answers hold, whatever a request names the project.</param>
/// <param name="Region">The region.</param>
internal sealed record VertexPlace(string ProjectNumber, string Region)
{
    /// <summary><c>projects/NUMBER/locations/REGION</c>.</summary>
    public string Parent => $"projects/{ProjectNumber}/locations/{Region}";

    public static VertexPlace Of(EmulatorRequest request, EmulatorState state) => new(state.Options.ProjectNumber, request.Route["location"]);

    public string NameOf(string collection, string id) => $"{Parent}/{collection}/{id}";

    /// <summary>The id in <c>projects/…/locations/…/models/ID</c>; the project may be named by its id or its number.</summary>
    /// <exception cref="EmulatorException">It is no such name, or of another region.</exception>
    public string IdIn(string name, string collection, string field)
    {
        string[] parts = name.Split('/');
        if (parts.Length != 6 || parts[0] != "projects" || parts[2] != "locations" || parts[4] != collection || parts.Any(part => part.Length == 0))
            throw VertexError.Field(field, $"The resource name '{name}' is not of the form projects/{{project}}/locations/{{location}}/{collection}/{{id}}.");
        return parts[3] == Region
            ? parts[5]
            : throw VertexError.Field(field, $"The resource '{name}' is in {parts[3]}, the request in {Region}; they must be in the same region.");
    }
}
