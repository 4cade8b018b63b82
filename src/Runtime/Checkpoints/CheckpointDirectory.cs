using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace FusedOpt;

/// <summary>A directory with the checkpoints of one training: the latest ones and the best ones, each named after its step.</summary>
/// <example>
/// <code>
/// using var checkpoints = new CheckpointDirectory("run", new() { KeepLast = 2, KeepBest = 1 });
/// int epoch = checkpoints.LoadNewest(model)?.Metadata.Get&lt;int&gt;("epoch") ?? 0;
/// while (++epoch &lt;= epochs)
/// {
///     double loss = Train(model);
///     checkpoints.Save(model, loss, new() { Metadata = { { "epoch", epoch } } });
/// }
/// </code>
/// </example>
/// <remarks>
/// <para>
/// The file of a model that has taken 123 steps is <c>step-123.safetensors</c>. The steps in the names say which checkpoint is newest.
/// Times of files do not count, since a copy of the directory changes them. Files of other names are never touched.
/// </para>
/// <para>
/// Old checkpoints are deleted after a save, when the new one is on the disk. Checkpoints of later steps than the one that is saved stay.
/// If training went back, to the best checkpoint or to its beginning, a warning says that
/// <see cref="LoadNewest{TModel}(TModel, CheckpointLoadOptions)"/> still takes the later steps. Use a directory for each training,
/// or delete the files of later steps.
/// </para>
/// <para>
/// Only one object has the directory at a time, among all processes. A process that is killed leaves nothing that hinders the next
/// process. Methods may be called from several threads, and wait for each other.
/// </para>
/// </remarks>
public sealed class CheckpointDirectory : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CheckpointDirectoryOptions _options;
    private readonly FileOperations _operations;
    private readonly DirectoryLock _lock;
    private readonly StepFiles _files;
    private Task _pending = Task.CompletedTask;
    private bool _hasWarnedOfLater, _isDisposed;

    /// <summary>Creates the directory if there is none, and reserves it for this object.</summary>
    /// <param name="path">The path of the directory.</param>
    /// <param name="options">The number of checkpoints to keep; null for the latest three.</param>
    /// <exception cref="CheckpointException">
    /// Another object has the directory, in this process or another one; or the directory cannot be created or written to.
    /// </exception>
    public CheckpointDirectory(string path, CheckpointDirectoryOptions? options = null)
        : this(path, options, FileOperations.Default)
    {
    }

    /// <summary>Creates the object with operations that may fail.</summary>
    internal CheckpointDirectory(string path, CheckpointDirectoryOptions? options, FileOperations operations)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);

        // The full path, since the current directory of the process may change.
        (Path, _options, _operations) = (System.IO.Path.GetFullPath(path), options ?? new(), operations);
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception e) when (FileFailure.IsOfFile(e))
        {
            throw new CheckpointException($"The directory {Path} cannot be created: {e.Message}", e);
        }

        _lock = DirectoryLock.Take(Path);
        _files = new(Path);

        // A save deletes what killed processes have left of its own step, and most steps are saved only once.
        AtomicFile.DeleteLeftBehind(Path, name => StepName.TryParse(name, out _));
    }

    /// <summary>The full path of the directory.</summary>
    public string Path { get; }

    /// <summary>Saves a model, and then deletes checkpoints that are neither among the latest nor among the best.</summary>
    /// <remarks>A checkpoint of the same step is replaced. A file that cannot be deleted is a warning.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="metric">The loss, accuracy or other metric of the model; null for none. NaN is kept and is never the best.</param>
    /// <param name="options">The part of the model to save, and its names; null for everything under the names of the model.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="CheckpointException">
    /// The file cannot be written, and no file has been deleted; or an earlier <see cref="SaveAsync"/> has failed, and this call has done
    /// nothing.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The model is being stepped, saved or loaded, or is not ready to be stepped.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed of.</exception>
    public string Save(IOptimizable model, double? metric = null, CheckpointSaveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        lock (_gate)
        {
            Begin();
            long step = model.StepCount;
            string path = _files.GetPath(step);
            _files.Forget(step);
            model.SaveCheckpoint(path, (options ?? new()).WithMetric(metric));
            Rotate(step, metric);
            return path;
        }
    }

    /// <summary>
    /// Saves a model while training goes on. The method waits for an earlier save, copies the model, in memory of its size, and returns.
    /// Another thread writes the copy, and then deletes old checkpoints.
    /// </summary>
    /// <remarks>
    /// A failure is thrown where the task is awaited, and once more by the next call of a method of this object, since nobody has to
    /// await the task. <see cref="Dispose"/> waits for the save and makes a warning of its failure.
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <param name="metric">The loss, accuracy or other metric of the model; null for none. NaN is kept and is never the best.</param>
    /// <param name="options">The part of the model to save, and its names; null for everything under the names of the model.</param>
    /// <param name="cancellation">Cancels the write before the file has its name. No later call throws because of that.</param>
    /// <returns>A task that ends with the path of the file when the file is on the disk and old ones have been deleted.</returns>
    /// <inheritdoc cref="Save" path="/exception"/>
    public Task<string> SaveAsync(
        IOptimizable model, double? metric = null, CheckpointSaveOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        lock (_gate)
        {
            Begin();
            long step = model.StepCount;
            string path = _files.GetPath(step);
            _files.Forget(step);
            Task write = model.SaveCheckpointAsync(path, (options ?? new()).WithMetric(metric), cancellation);
            Task<string> save = Complete();
            _pending = save;
            return save;

            async Task<string> Complete()
            {
                await write.ConfigureAwait(false);
                Rotate(step, metric);
                return path;
            }
        }
    }

    /// <summary>Loads the checkpoint of the latest step. Damaged ones are skipped, each with a warning.</summary>
    /// <remarks>
    /// A file that cannot be read is not taken for damaged: another program may have it open. The method tries again for 1.5 seconds, and
    /// then throws.
    /// </remarks>
    /// <param name="model">The model: of the class that was saved, with arrays of the same shapes.</param>
    /// <param name="options">The part of the file to load, and the differences to accept; null for everything, and none.</param>
    /// <returns>
    /// The path of the file, the values that were saved beside the model, and the differences; null if there is no checkpoint.
    /// </returns>
    /// <exception cref="CheckpointException">
    /// A checkpoint is whole and does not fit the model, cannot be read now, or may not be read; there are checkpoints, and all are
    /// damaged; or an earlier <see cref="SaveAsync"/> has failed. Nothing has changed, unless the message says so.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The model is being stepped, saved or loaded, or is not ready to be stepped.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed of.</exception>
    public CheckpointReport? LoadNewest<TModel>(TModel model, CheckpointLoadOptions? options = null)
        where TModel : class, IOptimizable
    {
        ArgumentNullException.ThrowIfNull(model);
        return Load(ref model, FindNewest, (ref m, path) => m.LoadCheckpoint(path, options));
    }

    /// <summary>Loads the checkpoint of the latest step into a structure, which is changed where it is.</summary>
    /// <inheritdoc cref="LoadNewest{TModel}(TModel, CheckpointLoadOptions)"/>
    public CheckpointReport? LoadNewest<TModel>(ref TModel model, CheckpointLoadOptions? options = null)
        where TModel : struct, IOptimizable =>
        Load(ref model, FindNewest, (ref m, path) => m.LoadCheckpoint(path, options));

    /// <summary>Loads the checkpoint with the best metric. Damaged ones are skipped, each with a warning.</summary>
    /// <returns>
    /// The path of the file, the values that were saved beside the model, and the differences; null if no checkpoint has a metric.
    /// </returns>
    /// <inheritdoc cref="LoadNewest{TModel}(TModel, CheckpointLoadOptions)" path="/*[not(self::summary or self::returns)]"/>
    public CheckpointReport? LoadBest<TModel>(TModel model, CheckpointLoadOptions? options = null)
        where TModel : class, IOptimizable
    {
        ArgumentNullException.ThrowIfNull(model);
        return Load(ref model, FindBest, (ref m, path) => m.LoadCheckpoint(path, options));
    }

    /// <summary>Loads the checkpoint with the best metric into a structure, which is changed where it is.</summary>
    /// <inheritdoc cref="LoadBest{TModel}(TModel, CheckpointLoadOptions)"/>
    public CheckpointReport? LoadBest<TModel>(ref TModel model, CheckpointLoadOptions? options = null)
        where TModel : struct, IOptimizable =>
        Load(ref model, FindBest, (ref m, path) => m.LoadCheckpoint(path, options));

    /// <summary>Waits for a save that is under way, and gives the directory free for others. All checkpoints stay.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            try
            {
                Wait();
            }
            catch (Exception e)
            {
                // Thrown from here, it would hide the exception that ends a using block.
                Warn($"The last save has failed. {e.Message}");
            }
            finally
            {
                _lock.Dispose();
            }
        }
    }

    private void Begin()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Wait();
    }

    private void Wait()
    {
        Task pending = _pending;
        _pending = Task.CompletedTask;
        try
        {
            pending.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // The caller has canceled the save.
        }
    }

    private void Rotate(long step, double? metric)
    {
        _files.Set(new(step, metric, null));
        List<StepFile> files;
        try
        {
            files = _files.List();
        }
        catch (CheckpointException e)
        {
            Warn($"No old checkpoint has been deleted. {e.Message}");
            return;
        }

        WarnOfLater(step, files);
        foreach (StepFile file in Retention.FindSuperseded(files, step, _options))
        {
            try
            {
                _operations.Delete(_files.GetPath(file.Step));
                _files.Forget(file.Step);
            }
            catch (Exception e) when (FileFailure.IsOfFile(e))
            {
                Warn($"The old checkpoint {_files.GetPath(file.Step)} cannot be deleted: {e.Message}");
            }
        }
    }

    private void WarnOfLater(long step, List<StepFile> files)
    {
        if (_hasWarnedOfLater || files.Where(f => f.Step > step && f.Damage is null).MaxBy(f => f.Step) is not { } later)
            return;
        _hasWarnedOfLater = true;
        Warn(string.Create(
            CultureInfo.InvariantCulture,
            $"{Path} has a checkpoint of step {later.Step}, and step {step} has been saved now. {nameof(LoadNewest)} takes the later ")
            + "one. Use another directory for another training, or delete the files of later steps.");
    }

    private CheckpointReport? Load<TModel>(ref TModel model, Func<List<StepFile>, IEnumerable<StepFile>> order, Loader<TModel> load)
    {
        lock (_gate)
        {
            Begin();
            int skipped = 0;
            foreach (StepFile file in order(_files.List()))
            {
                string path = _files.GetPath(file.Step);
                if (TryLoad(ref model, path, load, out CheckpointReport? report) is not { } damage)
                {
                    _files.Forget(file.Step);
                    return report;
                }

                skipped++;
                if (damage.InnerException is not IOException)
                    _files.Set(file with { Damage = damage.Message });
                Warn($"The checkpoint {path} is skipped. {damage.Message}");
            }

            // With null the training would begin anew, and its saves would take the place of files that can perhaps be mended.
            return skipped == 0 ? null : throw new CheckpointException(
                $"Nothing has been loaded from {Path}, whose checkpoints are damaged. Restore one from a copy, or delete them to "
                    + "begin anew.");
        }
    }

    // Returns the damage of a file; null if the file has been loaded. Only a file whose contents are damaged, or that has vanished, is a
    // reason to take another one: a file that is locked for a moment would cost the user all steps since the one before.
    private static CheckpointException? TryLoad<TModel>(
        ref TModel model, string path, Loader<TModel> load, out CheckpointReport? report)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                report = load(ref model, path);
                return null;
            }
            catch (CheckpointException e) when (e.InnerException is not CheckpointException)
            {
                // A damaged file can seem not to fit, too: one bit of a name or a shape makes another one. But where a part of the model
                // has been loaded, which has a CheckpointException for its cause, the user must know.
                CheckpointException? damage = CheckpointDamage.Find(path);
                Exception problem = damage ?? e;
                if (CheckpointDamage.IsPassing(problem))
                {
                    if (ReadRetry.TryWait(attempt))
                        continue;
                    throw Unreadable(e);
                }

                if (damage is null || CheckpointDamage.IsUnreadable(problem))
                    throw;
                report = null;
                return damage;
            }
        }
    }

    private static CheckpointException Unreadable(CheckpointException e) => new(
        $"{e.Message} No other checkpoint has been loaded in its place. Try again when no other program has the file open, or move the "
            + "file away to load another one.",
        e.InnerException);

    private static IEnumerable<StepFile> FindNewest(List<StepFile> files)
    {
        files.Sort((a, b) => b.Step.CompareTo(a.Step));
        return files;
    }

    // Behind those with a metric are those whose header is damaged, so that there is a warning where these are all there are.
    private IEnumerable<StepFile> FindBest(List<StepFile> files)
    {
        // One whose metric cannot be read may be the best.
        for (int attempt = 0; files.Find(f => f.Failure is not null)?.Failure is { } failure; attempt++)
        {
            if (!CheckpointDamage.IsPassing(failure) || !ReadRetry.TryWait(attempt))
                throw Unreadable(failure);
            files = _files.List();
        }

        return [.. Retention.OrderByMetric(files, _options.Mode), .. files.FindAll(f => f.Damage is not null)];
    }

    private void Warn(string message)
    {
        if (_options.Warn is { } warn)
            warn(message);
        else
            Console.Error.WriteLine(message);
    }

    private delegate CheckpointReport Loader<TModel>(ref TModel model, string path);
}
