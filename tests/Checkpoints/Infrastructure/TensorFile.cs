using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusedOpt.Checkpoints.Tests;

/// <summary>A safetensors file as the specification has it, read and written without any code of the library.</summary>
internal sealed class TensorFile
{
    /// <summary>The tensors by name.</summary>
    public Dictionary<string, (string Type, long[] Shape, byte[] Bytes)> Tensors { get; } = [];

    /// <summary>The metadata; null if the file has none.</summary>
    public Dictionary<string, string>? Metadata { get; set; }

    /// <summary>Reads a file, and demands all that the specification demands.</summary>
    public static TensorFile Read(ReadOnlySpan<byte> bytes)
    {
        long length = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        string json = Encoding.UTF8.GetString(bytes.Slice(8, (int)length));
        byte[] data = bytes[(8 + (int)length)..].ToArray();
        var file = new TensorFile();
        long covered = 0;
        foreach ((string name, JsonNode? node) in JsonNode.Parse(json)!.AsObject())
        {
            if (name == "__metadata__")
            {
                file.Metadata = node!.AsObject().ToDictionary(m => m.Key, m => m.Value!.GetValue<string>());
                continue;
            }

            long[] offsets = [.. node!["data_offsets"]!.AsArray().Select(o => o!.GetValue<long>())];
            long[] shape = [.. node["shape"]!.AsArray().Select(o => o!.GetValue<long>())];
            byte[] values = data[(int)offsets[0]..(int)offsets[1]];
            file.Tensors.Add(name, (node["dtype"]!.GetValue<string>(), shape, values));
            covered += values.Length;
        }

        if (covered != data.Length)
            throw new FormatException("The tensors do not cover the data.");
        return file;
    }

    /// <summary>Returns the bytes of the file, with the tensors in the order in which they were added.</summary>
    public byte[] ToBytes()
    {
        var header = new JsonObject();
        if (Metadata is not null)
            header["__metadata__"] = JsonSerializer.SerializeToNode(Metadata);
        long offset = 0;
        foreach ((string name, (string type, long[] shape, byte[] bytes)) in Tensors)
        {
            header[name] = new JsonObject
            {
                ["dtype"] = type,
                ["shape"] = JsonSerializer.SerializeToNode(shape),
                ["data_offsets"] = JsonSerializer.SerializeToNode((long[])[offset, offset + bytes.Length]),
            };
            offset += bytes.Length;
        }

        byte[] json = Encoding.UTF8.GetBytes(header.ToJsonString());
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        return [.. length, .. json, .. Tensors.Values.SelectMany(t => t.Bytes)];
    }
}
