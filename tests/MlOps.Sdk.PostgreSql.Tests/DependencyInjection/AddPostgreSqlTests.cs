using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.PostgreSql.Tests.DependencyInjection;

public sealed class AddPostgreSqlTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_takes_the_place_of_SQLite_before_and_after_AddLocal(bool before)
    {
        ServiceCollection services = new();
        MlOpsBuilder builder = services.AddMlOps();
        if (before)
            builder.AddPostgreSql(options => options.ConnectionString = "Host=h").AddLocal();
        else
            builder.AddLocal().AddPostgreSql(options => options.ConnectionString = "Host=h");
        builder.AddPostgreSql();

        using ServiceProvider provider = services.BuildServiceProvider();
        foreach (Type service in (Type[])[typeof(IRunStore), typeof(IModelRegistry), typeof(IAuditLog)])
            Assert.Single(services, descriptor => descriptor.ServiceType == service);
        Assert.IsType<PostgreSqlRunStore>(provider.GetRequiredService<IRunStore>());
        Assert.DoesNotContain(services, descriptor => descriptor.ImplementationType?.Name.StartsWith("Sqlite", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Options_are_bound_from_configuration_and_code_has_the_last_word()
    {
        using ServiceProvider provider = Build(
            ("MlOps:PostgreSql:ConnectionString", "Host=configured"), ("MlOps:PostgreSql:Schema", "configured"), ("MlOps:PostgreSql:RetryFor", "00:00:05"));
        PostgreSqlOptions options = provider.GetRequiredService<IOptions<PostgreSqlOptions>>().Value;
        Assert.Equal(("Host=configured", "code", TimeSpan.FromSeconds(5)), (options.ConnectionString, options.Schema, options.RetryFor));
    }

    [Fact]
    public void What_the_host_starts_with_is_checked()
    {
        using ServiceProvider provider = Build(("MlOps:PostgreSql:RetryFor", "-00:00:01"));
        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.Equal(
            ["MlOps:PostgreSql:ConnectionString: it is empty", "MlOps:PostgreSql:RetryFor: -00:00:01 is less than nothing"],
            exception.Failures.Select(failure => failure[..failure.IndexOf('.', StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("Host=h;Password=s3cret;of=mine", "Npgsql doesn't understand it")]
    [InlineData("Host=h;Port=s3cret", "Npgsql doesn't understand it")]
    [InlineData("s3cret", "Npgsql doesn't understand it")]
    [InlineData("Password=s3cret", "it names no Host")]
    public void A_wrong_connection_string_is_refused_and_not_shown(string connectionString, string reason)
    {
        using ServiceProvider provider = Build(("MlOps:PostgreSql:ConnectionString", connectionString));
        Exception exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IRunStore>());
        Assert.StartsWith($"MlOps:PostgreSql:ConnectionString: {reason}", exception.Message);
        Assert.DoesNotContain("s3cret", exception.ToString());
        Assert.DoesNotContain("of=mine", exception.ToString());
    }

    private static ServiceProvider Build(params (string Key, string Value)[] configuration)
    {
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(configuration.Select(entry => KeyValuePair.Create(entry.Key, (string?)entry.Value))).Build());
        services.AddMlOps().AddLocal().AddPostgreSql(options => options.Schema = "code");
        return services.BuildServiceProvider();
    }
}
