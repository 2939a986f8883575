using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Models;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>A deployed model, asked over HTTP, and the same one in this process.</summary>
internal static class ServedScores
{
    public static async Task AssertEqualAsync(ServableModel model, CloudRun cloud, JsonElement[] instances)
    {
        VertexPrediction answer = await cloud.Services.GetRequiredService<IVertexAi>().Endpoints
            .PredictAsync("bird-strikes", instances, parameters: null, TestContext.Current.CancellationToken);

        InstanceReader reader = new(model.Manifest.Instance);
        for (int index = 0; index < instances.Length; index++)
        {
            RowBuffer row = model.CreateRow();
            float[] scores = new float[model.ScoreCount];
            reader.Read(instances[index].GetRawText(), row);
            model.Predict(row, scores);
            Assert.Equal(scores[0], answer.Predictions[index].GetProperty("probability").GetSingle(), 1e-9);
        }
    }
}
