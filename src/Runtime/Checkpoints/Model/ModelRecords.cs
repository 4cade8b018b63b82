using System.Collections;
using System.Collections.Generic;

namespace FusedOpt;

/// <summary>The records of the models of a tree, by the path to each, in the order in which the models are shown.</summary>
internal sealed class ModelRecords : IEnumerable<KeyValuePair<string, ModelRecord>>
{
    private readonly OrderedDictionary<string, ModelRecord> _records = [];

    /// <summary>The record of a model.</summary>
    public ModelRecord this[string path] => _records[path];

    /// <summary>Adds a model.</summary>
    /// <exception cref="CheckpointException">Another model has the same path.</exception>
    public void Add(string path, ModelRecord record)
    {
        if (!_records.TryAdd(path, record))
        {
            throw new CheckpointException(
                $"Two models have the name {HeaderText.Quote(path.TrimEnd('.'))}. Give one of them another name.");
        }
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, ModelRecord>> GetEnumerator() => _records.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
