using SweepRunner.Tracking.Storage;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>Where a store belongs: fields of the one document of <c>meta</c>.</summary>
internal sealed class LiteDbHome(LiteDbDatabase database, LiteDbStoreOptions options) : IStoreHome
{
    /// <inheritdoc/>
    public StoreHome Read() => database.Read(session =>
    {
        var store = session.Find(LiteDbSchema.Meta, LiteDbSchema.Store)!;
        return new StoreHome(store[LiteDbSchema.StoreId].AsString, store[LiteDbSchema.StorePath].TextOrNull());
    });

    /// <inheritdoc/>
    public string? IdOf(string file)
    {
        var header = LiteDbHeader.Of(file);
        if (header.Kind != LiteDbHeader.FileKind.LiteDb || !LiteDbSchema.IsStore(header.UserVersion))
            return null;
        using var other = new LiteDbDatabase(file, options);
        return new LiteDbHome(other, options).Read().Id;
    }

    /// <inheritdoc/>
    public void Move(string path, Action action) => database.Write(session =>
    {
        action();
        var store = session.Find(LiteDbSchema.Meta, LiteDbSchema.Store)!;
        store[LiteDbSchema.StorePath] = path;
        session.Update(LiteDbSchema.Meta, store);
        return true;
    });
}
