using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>Shows each parameter and state of a table to a visitor of a model. All states have been made before.</summary>
/// <param name="visitor">The visitor, which stays in its place for as long as the adapter is used.</param>
/// <param name="path">The path to the model: it precedes each name.</param>
/// <typeparam name="TVisitor">The type of the visitor.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct VisitorAdapter<TVisitor>(ref TVisitor visitor, string path) : IParameterTableVisitor
    where TVisitor : IParameterVisitor, allows ref struct
{
    // No ref field may refer to a type that may be a ref struct itself.
    private readonly ref byte _visitor = ref Unsafe.As<TVisitor, byte>(ref visitor);
    private readonly string _path = path;
    private string _name = "";

    private readonly ref TVisitor Visitor => ref Unsafe.As<byte, TVisitor>(ref _visitor);

    /// <inheritdoc/>
    public void Parameter<T>(string name, scoped ReadOnlySpan<int> indices, Span<T> parameter, Span<T> gradient)
        where T : unmanaged
    {
        _name = indices.IsEmpty ? _path + name : Indexed(_path + name, indices);
        Visitor.Parameter(_name, parameter, gradient);
    }

    /// <inheritdoc/>
    public readonly void State<T>(string name, Span<T> state)
        where T : unmanaged => Visitor.State(_name, name, state);

    /// <inheritdoc/>
    public readonly void State(string name, NarrowState state) => state.Show(ref Visitor, _name, name);

    /// <inheritdoc/>
    public readonly void State<T>(string name, ref StateArray<T> state, T initial)
        where T : unmanaged => Visitor.State(_name, name, state.Span);

    /// <inheritdoc/>
    public readonly void State<T>(string name, ref T[]? state, int length, T initial)
        where T : unmanaged => Visitor.State(_name, name, new Span<T>(state));

    /// <inheritdoc/>
    public readonly void BFloat16State(string name, ref NarrowState? state, float initial, long seed, int parameter, int slot) =>
        state!.Show(ref Visitor, _name, name);

    /// <inheritdoc/>
    public readonly void Block8State(string name, ref NarrowState? state, float initial, bool isSigned) =>
        state!.Show(ref Visitor, _name, name);

    private static string Indexed(string name, scoped ReadOnlySpan<int> indices) => new ParameterName(name, indices).ToString();
}
