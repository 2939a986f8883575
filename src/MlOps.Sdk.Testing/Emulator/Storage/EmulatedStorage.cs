using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>Cloud Storage's JSON API: a table of contents.</summary>
internal sealed class EmulatedStorage(EmulatorState state) : EmulatedService
{
    public override void Map(RouteTable routes)
    {
        BucketMethods buckets = new(state);
        ObjectMethods objects = new(state);
        ListMethod list = new(state);
        MediaMethod media = new(state);
        CopyMethods copies = new(state);
        UploadMethods uploads = new(state);

        // Node's client leaves the version out when it is told of an emulator.
        foreach (string b in new[] { "storage/v1/b", "b" })
        {
            Add("GET", b, buckets.List);
            Add("POST", b, buckets.Insert);
            Add("GET", b + "/{bucket}", buckets.Get);
            Add("PATCH", b + "/{bucket}", buckets.Patch);
            Add("PUT", b + "/{bucket}", buckets.Update);
            Add("DELETE", b + "/{bucket}", buckets.Delete);
            Add("GET", b + "/{bucket}/storageLayout", buckets.Layout);
            Add("GET", b + "/{bucket}/o", list.List);
            Add("GET", b + "/{bucket}/o/{object}", request => request.Parameter("alt") == "media" ? media.Get(request) : objects.Get(request));
            Add("PATCH", b + "/{bucket}/o/{object}", objects.Patch);
            Add("PUT", b + "/{bucket}/o/{object}", objects.Update);
            Add("DELETE", b + "/{bucket}/o/{object}", objects.Delete);
            Add("POST", b + "/{bucket}/o/{object}/copyTo/b/{toBucket}/o/{toObject}", copies.Copy);
            Add("POST", b + "/{bucket}/o/{object}/rewriteTo/b/{toBucket}/o/{toObject}", copies.Rewrite);
            Add("POST", b + "/{bucket}/o/{object}/compose", copies.Compose);
        }

        Add("GET", "download/storage/v1/b/{bucket}/o/{object}", media.Get);
        // gcloud starts sessions at an address of their own.
        foreach (string o in new[] { "upload/storage/v1/b/{bucket}/o", "resumable/upload/storage/v1/b/{bucket}/o" })
        {
            Add("POST", o, request => request.Parameter("upload_id") is null ? uploads.Insert(request) : uploads.Continue(request));
            Add("PUT", o, uploads.Continue);
            Add("DELETE", o, uploads.Cancel);
        }

        void Add(string method, string template, Func<EmulatorRequest, EmulatorResponse> handle) =>
            routes.Add(method, template, ErrorEnvelope.Reasons, (request, _) => Task.FromResult(handle(request)));
    }
}
