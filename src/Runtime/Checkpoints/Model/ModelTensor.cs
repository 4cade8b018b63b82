using System;

namespace FusedOpt;

/// <summary>A tensor of a model, as a checkpoint has it.</summary>
/// <param name="Name">The name in the model, with the names of <see cref="NameAttribute"/>.</param>
/// <param name="Role">The role of the tensor in the model.</param>
/// <param name="Type">The type of the elements.</param>
/// <param name="Shape">The number of elements along each dimension.</param>
internal sealed record ModelTensor(string Name, TensorRole Role, TensorType Type, long[] Shape)
{
    /// <summary>Returns the type in which a checkpoint has elements of a model.</summary>
    /// <remarks>State that is kept as the upper halves of floats is shown as <see cref="ushort"/>.</remarks>
    public static TensorType TypeOf<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? TensorType.F32
        : typeof(T) == typeof(double) ? TensorType.F64
        : typeof(T) == typeof(Half) ? TensorType.F16
        : typeof(T) == typeof(ushort) ? TensorType.BF16
        : typeof(T) == typeof(byte) ? TensorType.U8
        : typeof(T) == typeof(int) ? TensorType.I32
        : typeof(T) == typeof(ulong) ? TensorType.U64
        : throw new NotSupportedException($"A checkpoint has no elements of {typeof(T)}.");
}
