using System;
using System.ComponentModel;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace FusedOpt;

/// <summary>Saves models to checkpoints and loads them: safetensors files that other programs read, too.</summary>
/// <remarks>
/// <para>
/// A checkpoint has each parameter under its name (<c>Layers[0].Weights</c>, or the name that <see cref="NameAttribute"/> gives) with the
/// shape of the field, each state under the name of its parameter (<c>Layers[0].Weights.exp_avg</c>), and everything else that training
/// depends on in its metadata. docs/checkpoints.md has the format in full.
/// </para>
/// <para>
/// While a model is saved or loaded, it is neither stepped, moved by <c>Evaluate</c> or <c>Train</c>, cleared nor visited: such calls are
/// refused. Nothing uses reflection.
/// </para>
/// </remarks>
public static class CheckpointExtensions
{
    /// <summary>
    /// Saves a model to a file. The file is whole or absent: it is written beside its target under another name, flushed to the disk, and
    /// then renamed; a file that was there is replaced in the end, and stays as it is if anything fails before.
    /// </summary>
    /// <remarks>The memory is that of the model: it is written from where it lies, without a copy.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="path">The path of the file, such as <c>model.safetensors</c>.</param>
    /// <param name="options">The part to save, and its names; null for everything under the names of the model.</param>
    /// <exception cref="CheckpointException">
    /// The file cannot be written (the disk is full, the directory is missing or read-only, the path is a directory), or the model cannot
    /// be told in a file (two names are equal). A file that was there is unchanged, and no other file is left.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The model is being stepped, saved or loaded, or is not ready to be stepped.
    /// </exception>
    public static void SaveCheckpoint(this IOptimizable model, string path, CheckpointSaveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        Write(model, options, writer => AtomicFile.Write(path, writer.Write));
    }

    /// <summary>Saves a model to a stream, from the stream's position on.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">The stream; it need not be able to seek, and stays open.</param>
    /// <param name="options">The part to save, and its names; null for everything under the names of the model.</param>
    /// <inheritdoc cref="SaveCheckpoint(IOptimizable, string, CheckpointSaveOptions)" path="/exception"/>
    public static void SaveCheckpoint(this IOptimizable model, Stream stream, CheckpointSaveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        Write(model, options, writer => writer.Write(stream));
    }

    /// <summary>
    /// Saves a model to a file while training goes on: the method copies the model, in memory of its size, and returns; the copy is written
    /// on another thread.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="options">The part to save, and its names; null for everything under the names of the model.</param>
    /// <param name="cancellation">Cancels the write before the file has its name.</param>
    /// <returns>A task that ends when the file is on the disk, or throws what <see cref="SaveCheckpoint(IOptimizable, string,
    /// CheckpointSaveOptions)"/> throws of a file.</returns>
    /// <inheritdoc cref="SaveCheckpoint(IOptimizable, string, CheckpointSaveOptions)" path="/exception"/>
    public static Task SaveCheckpointAsync(
        this IOptimizable model, string path, CheckpointSaveOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);

        // The current directory of the process may change before the file is written.
        path = Path.GetFullPath(path);
        return WriteCopy(model, options, copy => AtomicFile.Write(path, stream => copy.WriteTo(stream, cancellation)), cancellation);
    }

    /// <summary>
    /// Saves a model to a stream while training goes on: the method copies the model, in memory of its size, and returns; the copy is
    /// written on another thread.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">The stream; it need not be able to seek, and stays open.</param>
    /// <param name="options">The part to save, and its names; null for everything under the names of the model.</param>
    /// <param name="cancellation">Cancels the write.</param>
    /// <inheritdoc cref="SaveCheckpoint(IOptimizable, string, CheckpointSaveOptions)" path="/exception"/>
    public static Task SaveCheckpointAsync(
        this IOptimizable model, Stream stream, CheckpointSaveOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        return WriteCopy(model, options, copy => copy.WriteTo(stream, cancellation), cancellation);
    }

    /// <summary>Loads a model from a file. Everything is checked before anything is changed.</summary>
    /// <param name="model">The model: of the class that was saved, with arrays of the same shapes.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="options">The part to load, and how strictly; null for everything, as it was saved.</param>
    /// <returns>The values that were saved beside the model, and the differences between file and model.</returns>
    /// <exception cref="CheckpointException">
    /// The file cannot be read, is damaged, or does not fit the model; the message names the entry, what the file has and what the model
    /// needs. Nothing has changed, unless the message says that the file has changed while it was copied.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The model is being stepped, saved or loaded, or is not ready to be stepped.
    /// </exception>
    public static CheckpointReport LoadCheckpoint(this IOptimizable model, string path, CheckpointLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return CheckpointReader.Load(model, FileSource.Open(path), options ?? new(), CancellationToken.None);
    }

    /// <summary>Loads a model from a stream, from the stream's position to its end.</summary>
    /// <remarks>A stream that cannot seek is read into memory first.</remarks>
    /// <param name="model">The model: of the class that was saved, with arrays of the same shapes.</param>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="options">The part to load, and how strictly; null for everything, as it was saved.</param>
    /// <inheritdoc cref="LoadCheckpoint(IOptimizable, string, CheckpointLoadOptions)" path="/*[self::returns or self::exception]"/>
    public static CheckpointReport LoadCheckpoint(this IOptimizable model, Stream stream, CheckpointLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return CheckpointReader.Load(model, StreamSource.Create(stream), options ?? new(), CancellationToken.None);
    }

    /// <summary>Loads a model from a file on another thread. The model must not be stepped before the task has ended.</summary>
    /// <param name="model">The model: of the class that was saved, with arrays of the same shapes.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="options">The part to load, and how strictly; null for everything, as it was saved.</param>
    /// <param name="cancellation">Cancels the checks; what has been checked is copied in any case.</param>
    /// <inheritdoc cref="LoadCheckpoint(IOptimizable, string, CheckpointLoadOptions)" path="/*[self::returns or self::exception]"/>
    public static Task<CheckpointReport> LoadCheckpointAsync(
        this IOptimizable model, string path, CheckpointLoadOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = Path.GetFullPath(path);
        return Task.Run(() => CheckpointReader.Load(model, FileSource.Open(path), options ?? new(), cancellation), cancellation);
    }

    /// <summary>Loads a model from a stream on another thread. The model must not be stepped before the task has ended.</summary>
    /// <param name="model">The model: of the class that was saved, with arrays of the same shapes.</param>
    /// <param name="stream">The stream, from its position to its end; it stays open.</param>
    /// <param name="options">The part to load, and how strictly; null for everything, as it was saved.</param>
    /// <param name="cancellation">Cancels the checks; what has been checked is copied in any case.</param>
    /// <inheritdoc cref="LoadCheckpoint(IOptimizable, string, CheckpointLoadOptions)" path="/*[self::returns or self::exception]"/>
    public static Task<CheckpointReport> LoadCheckpointAsync(
        this IOptimizable model, Stream stream, CheckpointLoadOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Task.Run(() => CheckpointReader.Load(model, StreamSource.Create(stream), options ?? new(), cancellation), cancellation);
    }

    /// <summary>Loads a structure, which is changed where it is.</summary>
    /// <inheritdoc cref="LoadCheckpoint(IOptimizable, string, CheckpointLoadOptions)"/>
    public static CheckpointReport LoadCheckpoint<TModel>(this ref TModel model, string path, CheckpointLoadOptions? options = null)
        where TModel : struct, IOptimizable
    {
        IOptimizable copy = model;
        CheckpointReport report = copy.LoadCheckpoint(path, options);
        model = (TModel)copy;
        return report;
    }

    /// <summary>Loads a structure, which is changed where it is.</summary>
    /// <inheritdoc cref="LoadCheckpoint(IOptimizable, Stream, CheckpointLoadOptions)"/>
    public static CheckpointReport LoadCheckpoint<TModel>(this ref TModel model, Stream stream, CheckpointLoadOptions? options = null)
        where TModel : struct, IOptimizable
    {
        IOptimizable copy = model;
        CheckpointReport report = copy.LoadCheckpoint(stream, options);
        model = (TModel)copy;
        return report;
    }

    /// <summary>Refuses a structure: another thread would load a copy of it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Another thread would load a copy of the structure. Call LoadCheckpoint.", error: true)]
    public static Task<CheckpointReport> LoadCheckpointAsync<TModel>(
        this ref TModel model, string path, CheckpointLoadOptions? options = null, CancellationToken cancellation = default)
        where TModel : struct, IOptimizable => throw new NotSupportedException();

    /// <summary>Refuses a structure: another thread would load a copy of it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Another thread would load a copy of the structure. Call LoadCheckpoint.", error: true)]
    public static Task<CheckpointReport> LoadCheckpointAsync<TModel>(
        this ref TModel model, Stream stream, CheckpointLoadOptions? options = null, CancellationToken cancellation = default)
        where TModel : struct, IOptimizable => throw new NotSupportedException();

    private static void Write(IOptimizable model, CheckpointSaveOptions? options, Action<CheckpointWriter> write)
    {
        using var hold = new ModelHold(model);
        hold.Run(() => write(new(hold, options ?? new())));
    }

    private static Task WriteCopy(
        IOptimizable model, CheckpointSaveOptions? options, Action<NativeBuffer> write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        NativeBuffer? copy = null;
        try
        {
            Write(model, options, writer => writer.Write(copy = new(writer.Length)));
        }
        catch
        {
            copy?.Dispose();
            throw;
        }

        return Complete(copy!);

        async Task Complete(NativeBuffer buffer)
        {
            using (buffer)
                await Task.Run(() => write(buffer), cancellation).ConfigureAwait(false);
        }
    }
}
