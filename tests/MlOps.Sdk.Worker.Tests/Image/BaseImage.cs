namespace MlOps.Sdk.Worker.Tests.Image;

/// <summary>An image that stands for <c>mcr.microsoft.com/dotnet/aspnet:10.0</c>, which can't be had everywhere.</summary>
/// <remarks>
/// It has the native packages that Microsoft's has, and not one more, so that what the worker lacks is found; this machine's runtime, Microsoft's variables, and
/// its user. What differs: the packages are Debian 12's, whose C library is older than that of Microsoft's Ubuntu 24.04, which adds <c>tzdata-legacy</c>.
/// </remarks>
internal static class BaseImage
{
    private const string Release = "bookworm";
    private const string Packages = "ca-certificates,libc6,libgcc-s1,libicu72,libssl3,libstdc++6,tzdata";

    /// <summary>Makes the image and pushes it.</summary>
    /// <returns>Its name.</returns>
    public static async Task<string> PushAsync(Podman podman, string registry, string folder)
    {
        string name = $"{registry}/dotnet/aspnet:10.0";
        string archive = Path.Combine(folder, "base.tar");
        string runtime = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(typeof(object).Assembly.Location)))!;
        string dotnet = Path.GetDirectoryName(runtime)!;
        // Without locales and documents, as in images everywhere; without the lists of packages, which only apt reads.
        await Command.RunAsync("env", $"TMPDIR={folder}", "mmdebstrap", "--quiet", "--mode=root", "--variant=minbase", $"--include={Packages}",
            "--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-exclude=/usr/share/locale/*", "--dpkgopt=path-exclude=/usr/share/man/*",
            "--customize-hook=rm -rf \"$1\"/var/lib/apt/lists/*",
            "--customize-hook=mkdir -p \"$1/usr/share/dotnet\"",
            $"--customize-hook=cp -a {dotnet}/dotnet {dotnet}/host {dotnet}/shared \"$1/usr/share/dotnet/\"",
            "--customize-hook=ln -s /usr/share/dotnet/dotnet \"$1/usr/bin/dotnet\"",
            "--customize-hook=chroot \"$1\" useradd --uid 1654 --create-home app",
            Release, archive);
        await podman.RunAsync("import", "--quiet", "--change", "ENV APP_UID=1654", "--change", "ENV ASPNETCORE_HTTP_PORTS=8080",
            "--change", "ENV DOTNET_RUNNING_IN_CONTAINER=true", "--change", $"ENV DOTNET_VERSION={Environment.Version}",
            "--change", $"ENV ASPNET_VERSION={Environment.Version}",
            "--change", "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", archive, name);
        File.Delete(archive);
        await podman.RunAsync("push", "--quiet", name);
        return name;
    }
}
