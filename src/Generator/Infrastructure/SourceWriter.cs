using System;
using System.Text;

namespace FusedOpt.Generator.Infrastructure;

/// <summary>Indented text with <c>\n</c> line ends.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes each line of the text at the current indentation.</summary>
    public SourceWriter Lines(string text)
    {
        foreach (string line in text.Split('\n'))
            Line(line.TrimEnd('\r'));
        return this;
    }

    public SourceWriter Line(string line = "")
    {
        if (line.Length > 0)
            _text.Append(' ', 4 * _depth).Append(line);
        _text.Append('\n');
        return this;
    }

    /// <summary>A line, then a block in braces until the result is disposed.</summary>
    public IDisposable Block(string head)
    {
        Line(head);
        return Block();
    }

    /// <summary>A block in braces until the result is disposed.</summary>
    public IDisposable Block()
    {
        Line("{");
        _depth++;
        return new End(this, "}");
    }

    /// <summary>Lines one step further in until the result is disposed.</summary>
    public IDisposable Indent()
    {
        _depth++;
        return new End(this, null);
    }

    public override string ToString() => _text.ToString();

    private sealed class End(SourceWriter writer, string? line) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (line is not null)
                writer.Line(line);
        }
    }
}
