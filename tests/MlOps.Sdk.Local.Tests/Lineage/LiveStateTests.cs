using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Data;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Local.Tests.Runs;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Lineage;

/// <summary>What was live at any moment of random histories, against a model that keeps lists of what was called.</summary>
public sealed class LiveStateTests : IAsyncDisposable
{
    private static readonly string[] Models = ["birds", "planes@champion", "Ärger 'x'"];
    private static readonly string[] Endpoints = ["live", "test"];

    private readonly SettableTime _time = new();
    private RunnerHost _host;

    public LiveStateTests() => _host = Open();

    private IAuditLog Audit => _host.Provider.GetRequiredService<IAuditLog>();

    private IModelRegistry Registry => _host.Provider.GetRequiredService<IModelRegistry>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_was_live_is_what_a_replay_of_the_history_says()
    {
        int histories = Environment.GetEnvironmentVariable("MLOPS_AUDIT") == "all" ? 1_000 : 25;
        int questions = 0;
        for (int seed = 0; seed < histories; seed++)
        {
            // Each history has names of its own, so that some share a store.
            if (seed % 20 == 19)
            {
                Assert.True((await Audit.VerifyAsync(null, Token)).IsSound);
                await _host.DisposeAsync();
                _host = Open();
            }

            string prefix = $"{seed}-";
            NaiveHistory naive = new();
            Random random = new(seed);
            for (int step = 0; step < 25; step++)
            {
                // Equal times, and clocks that are set back.
                _time.Now = _time.Now.AddSeconds(random.Next(-3, 6));
                await ActAsync(random, prefix, naive);
            }

            foreach (DateTimeOffset date in naive.Times.Concat(naive.Times.Select(time => time.AddTicks(-1))).Distinct())
            {
                LiveState state = await Audit.AsOfAsync(date, Token);
                string[] found =
                [
                    .. state.Models.Where(model => model.Model.StartsWith(prefix, StringComparison.Ordinal))
                        .Select(model => $"{model.Alias} of {model.Model} is {model.Version} by {model.By} on {Bundle(model.Registration!)}"),
                    .. state.Endpoints.Where(endpoint => endpoint.Endpoint.StartsWith(prefix, StringComparison.Ordinal))
                        .Select(endpoint => $"{endpoint.Endpoint} serves {endpoint.Model} {endpoint.Version}"),
                ];
                Assert.Equal(naive.At(date), found.Order(StringComparer.Ordinal));
                questions++;
            }
        }

        Assert.True((await Audit.VerifyAsync(null, Token)).IsSound);
        TestContext.Current.TestOutputHelper!.WriteLine($"{questions} moments of {histories} histories");
    }

    private RunnerHost Open() => new(configure: services => services.AddSingleton<TimeProvider>(_time));

    private async Task ActAsync(Random random, string prefix, NaiveHistory naive)
    {
        string model = prefix + Models[random.Next(Models.Length)];
        IReadOnlyList<ModelVersion> versions = await Registry.ListAsync(model, Token);
        int version = versions.Count == 0 ? 0 : random.Next(versions.Count) + 1;
        switch (random.Next(6))
        {
            case 0:
            case 1:
            case { } when version == 0:
                bool wins = random.Next(2) == 0;
                string bundle = $"{model}:{versions.Count + 1}";
                Registration made = await Registry.RegisterAsync(new RegistrationRequest(model, Validated(bundle, wins)), Token);
                naive.Register(model, made.Version.Version, bundle);
                if (wins)
                    naive.Crown(_time.Now, model, made.Version.Version, Person());
                else
                    naive.Set(_time.Now, model, ModelAlias.Challenger, made.Version.Version, Person());
                break;
            case 2:
                string endpoint = prefix + Endpoints[random.Next(Endpoints.Length)];
                await Audit.AppendAsync("deploy", $"endpoint {endpoint}", $$"""{"model":"{{model}}","version":{{version}}}""", Token);
                naive.Deploy(_time.Now, endpoint, model, version);
                break;
            case 3:
                await Registry.PromoteAsync(model, version, "ada", null, Token);
                naive.Crown(_time.Now, model, version, "ada");
                break;
            case 4:
                ModelAlias alias = random.Next(2) == 0 ? ModelAlias.Champion : ModelAlias.Challenger;
                int? named = random.Next(3) == 0 ? null : version;
                await Registry.SetAliasAsync(model, alias, named, Token);
                naive.Set(_time.Now, model, alias, named, Person());
                break;
            default:
                await Audit.AppendAsync("note", $"something about {model}", $"{random.Next()}", Token);
                break;
        }
    }

    private static string Person() => $"{Environment.UserName}@{Environment.MachineName}";

    private static string Bundle(AuditEntry registration)
    {
        using System.Text.Json.JsonDocument detail = System.Text.Json.JsonDocument.Parse(registration.Detail);
        return detail.RootElement.GetProperty("bundle").GetString()!;
    }

    private static ValidatedModel Validated(string bundle, bool wins) => new(
        new TrainedModel(Learner.Linear(), new DataFile($"artifact:{bundle}", 1, bundle), [new Evaluation(SplitName.Test, TaskKind.Binary, 10, [])]), [])
    {
        Decision = new PromotionDecision(wins ? PromotionOutcome.Promote : PromotionOutcome.Keep, "by lot"),
    };

    private sealed class SettableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>Lists of what was called, and a loop over them.</summary>
    private sealed class NaiveHistory
    {
        private readonly List<(DateTimeOffset Time, string Thing, string? Is)> _events = [];
        private readonly Dictionary<(string, int), string> _bundles = [];
        private readonly Dictionary<(string, ModelAlias), int?> _now = [];

        public IEnumerable<DateTimeOffset> Times => _events.Select(one => one.Time);

        public void Register(string model, int version, string bundle) => _bundles[(model, version)] = bundle;

        public void Crown(DateTimeOffset time, string model, int version, string by)
        {
            if (_now.GetValueOrDefault((model, ModelAlias.Champion)) == version)
                return;
            Set(time, model, ModelAlias.Champion, version, by);
            if (_now.GetValueOrDefault((model, ModelAlias.Challenger)) == version)
                Set(time, model, ModelAlias.Challenger, null, by);
        }

        public void Set(DateTimeOffset time, string model, ModelAlias alias, int? version, string by)
        {
            if (_now.GetValueOrDefault((model, alias)) == version)
                return;
            _now[(model, alias)] = version;
            _events.Add((time, $"{alias} of {model}", version is { } number ? $"{alias} of {model} is {number} by {by} on {_bundles[(model, number)]}" : null));
        }

        // What the last entry says already isn't written again, also if the clock has been set back since.
        public void Deploy(DateTimeOffset time, string endpoint, string model, int version)
        {
            string what = $"{endpoint} serves {model} {version}";
            if (_events.LastOrDefault(one => one.Thing == endpoint).Is != what)
                _events.Add((time, endpoint, what));
        }

        public string[] At(DateTimeOffset date)
        {
            Dictionary<string, string?> state = [];
            foreach ((DateTimeOffset time, string thing, string? what) in _events)
            {
                if (time <= date)
                    state[thing] = what;
            }

            return [.. state.Values.OfType<string>().Order(StringComparer.Ordinal)];
        }
    }
}
