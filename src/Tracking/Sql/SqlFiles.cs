namespace SweepRunner.Tracking.Sql;

/// <summary>The tables <c>files</c> and <c>file_chunks</c>. The checksum of a file that is not published is
/// NULL.</summary>
internal sealed class SqlFiles : IFileTable<SqlSession, TrialRow>
{
    private const string Published = "trial_id = @Id AND sha256 IS NOT NULL";

    public long Begin(SqlSession session, TrialRow trial, string name, int? attempt) => session.ExecuteScalar<long>(
        "INSERT INTO files (trial_id, name, attempt) VALUES (@Id, @name, @attempt) RETURNING id",
        new { trial.Id, name, attempt });

    public void Append(SqlSession session, long file, int number, byte[] content) => session.Execute(
        "INSERT INTO file_chunks (file_id, number, content) VALUES (@file, @number, @content)",
        new { file, number, content });

    public void Publish(SqlSession session, TrialRow trial, long file, WrittenFile written) => session.Execute(
        $"""
        DELETE FROM files WHERE {Published} AND name = (SELECT name FROM files WHERE id = @file);
        UPDATE files SET sha256 = @Sha256, bytes = @Bytes WHERE id = @file
        """,
        new { trial.Id, file, written.Sha256, written.Bytes });

    public IReadOnlyList<FileRecord> All(SqlSession session, TrialRow trial) =>
    [
        .. session
            .Query<(string Name, long Bytes)>($"SELECT name, bytes FROM files WHERE {Published}", new { trial.Id })
            .Select(row => new FileRecord(row.Name, row.Bytes))
            .OrderBy(file => file.Name, StringComparer.Ordinal),
    ];

    public StoredFile? Find(SqlSession session, TrialRow trial, string name) => session
        .Query<(long Id, long Bytes)>(
            $"SELECT id, bytes FROM files WHERE {Published} AND name = @name", new { trial.Id, name })
        .Select(row => new StoredFile(row.Id, name, row.Bytes))
        .FirstOrDefault();

    public byte[]? Read(SqlSession session, long file, int number) => session.QueryFirstOrDefault<byte[]>(
        "SELECT content FROM file_chunks WHERE file_id = @file AND number = @number", new { file, number });

    public void Delete(SqlSession session, TrialRow trial, IReadOnlyCollection<string> names)
    {
        foreach (var name in names)
            session.Execute($"DELETE FROM files WHERE {Published} AND name = @name", new { trial.Id, name });
    }

    public void DeleteForgotten(SqlSession session, TrialRow trial) => session.Execute(
        $"""
        DELETE FROM files WHERE trial_id = @Id AND (
            (sha256 IS NULL AND attempt IS NOT NULL)
            OR (name LIKE '{ArtifactNames.CheckpointBeginning}%'
                AND name NOT IN (SELECT file FROM checkpoints WHERE trial_id = @Id)))
        """,
        new { trial.Id });
}
