using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Serving.Models;

namespace MlOps.Sdk.Serving.Http;

/// <summary>Describes a model's route with the properties of this very model.</summary>
/// <remarks>The document is made when it is asked for, so it shows the model that is served at that time.</remarks>
internal static class ModelOpenApi
{
    public static IEndpointConventionBuilder Describe(this IEndpointConventionBuilder route, ServedModel served)
    {
        // A plain request delegate is left out of API descriptions unless a method stands for it.
        route.WithMetadata(((Delegate)Signature).Method);
        return route.AddOpenApiOperationTransformer((operation, context, _) =>
        {
            Transform(operation, context.Document!, served);
            return Task.CompletedTask;
        });
    }

    private static void Signature()
    {
    }

    private static void Transform(OpenApiOperation operation, OpenApiDocument document, ServedModel served)
    {
        operation.Summary = $"Predicts with {served.Name}.";
        operation.Responses = new OpenApiResponses
        {
            ["400"] = Response("The body is not JSON, or an instance is not what the model reads; errors has the paths."),
            ["413"] = Response("The body is too large."),
            ["415"] = Response("The content type is not JSON."),
            ["503"] = Response("There is no model to serve yet."),
        };
        if (served.Current is not LoadedModel model)
            return;

        ModelManifest manifest = model.Manifest;
        string prefix = PascalCase(served.Name);
        operation.Description = $"Model {model}, trained by pipeline {manifest.Lineage.Pipeline}; predicts {manifest.Label}.";
        IOpenApiSchema instance = Component(document, prefix + "Instance", Instance(manifest.Instance, served.AllowUnknownProperties));
        IOpenApiSchema prediction = Component(document, prefix + "Prediction", Prediction(manifest));
        OpenApiSchema request = Object(("instances", Array(instance)));
        OpenApiSchema response = Object(("predictions", Array(prediction)));
        if (model.Version is not null)
            response.Properties!["modelVersion"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" };

        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = Json("application/json", Component(document, prefix + "Request", request)),
        };
        operation.Responses["200"] = new OpenApiResponse
        {
            Description = "A prediction for each instance, in order.",
            Content = Json("application/json", Component(document, prefix + "Response", response)),
        };
    }

    private static OpenApiSchema Instance(Schema schema, bool allowUnknown)
    {
        OpenApiSchema instance = Object();
        instance.AdditionalPropertiesAllowed = allowUnknown;
        foreach (Column column in schema.Columns)
        {
            instance.Properties![column.Name] = Property(column);
            if (!column.Nullable)
                instance.Required!.Add(column.Name);
        }

        return instance;
    }

    private static OpenApiSchema Property(Column column)
    {
        (JsonSchemaType type, string? format) = column.Type switch
        {
            DataType.Boolean => (JsonSchemaType.Boolean, null),
            DataType.Int64 => (JsonSchemaType.Integer, "int64"),
            DataType.Double => (JsonSchemaType.Number, "double"),
            DataType.Date => (JsonSchemaType.String, "date"),
            DataType.Timestamp => (JsonSchemaType.String, "date-time"),
            _ => (JsonSchemaType.String, (string?)null),
        };
        return new OpenApiSchema { Type = column.Nullable ? type | JsonSchemaType.Null : type, Format = format };
    }

    private static OpenApiSchema Prediction(ModelManifest manifest) => manifest.Task switch
    {
        TaskKind.Binary => Object(
            ("predictedLabel", new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "Whether the probability is at least 0.5." }),
            ("probability", Number("The probability of true."))),
        TaskKind.Multiclass => Object(
            ("predictedLabel", new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = manifest.Classes.Select(label => (JsonNode)JsonValue.Create(label)).ToList(),
            }),
            ("probabilities", Object([.. manifest.Classes.Select(label => (label, (IOpenApiSchema)Number(null)))]))),
        _ => Object(("value", Number($"The predicted {manifest.Label}."))),
    };

    private static OpenApiSchema Number(string? description) =>
        new() { Type = JsonSchemaType.Number, Format = "float", Description = description };

    private static OpenApiSchema Array(IOpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };

    private static OpenApiSchema Object(params (string Name, IOpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = properties.ToDictionary(property => property.Name, property => property.Schema),
        Required = properties.Select(property => property.Name).ToHashSet(),
    };

    private static OpenApiSchemaReference Component(OpenApiDocument document, string name, OpenApiSchema schema)
    {
        document.AddComponent(name, schema);
        return new OpenApiSchemaReference(name, document);
    }

    private static OpenApiResponse Response(string description) => new()
    {
        Description = description,
        Content = Json("application/problem+json", new OpenApiSchema { Type = JsonSchemaType.Object }),
    };

    private static Dictionary<string, OpenApiMediaType> Json(string type, IOpenApiSchema schema) =>
        new() { [type] = new OpenApiMediaType { Schema = schema } };

    private static string PascalCase(string name) =>
        string.Concat(name.Split('-', '_', '.').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
