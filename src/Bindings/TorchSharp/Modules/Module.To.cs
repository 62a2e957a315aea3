using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;

            public Module _to(Tensor other, bool non_blocking)
            {
                _to(other.dtype, non_blocking);
                return _to(other.device_type, other.device_index, non_blocking);
            }

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                CheckType(dtype);
                InitializeDevice(device);
                _toEpilog(dtype, device, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                if (deviceType != DeviceType.CUDA)
                    deviceIndex = -1;
                if (deviceType != _deviceType || deviceIndex != _deviceIndex)
                {
                    InitializeDeviceType(deviceType);
                    _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);
                }

                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                CheckType(dtype);
                _toEpilog(dtype, null, non_blocking);
                return this;
            }

            /// <summary>Moves the parts, then replaces the parameters and buffers that change, in the registry and in the fields.</summary>
            /// <remarks>A parameter that moves becomes another object: make optimisers after moving.</remarks>
            [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Modules are found by reflection, as published: trimmed applications use the packages.")]
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                foreach (var (_, child) in named_children())
                {
                    if (device is null)
                        child._to(dtype!.Value, non_blocking);
                    else if (dtype is null)
                        child._to(device.type, device.index, non_blocking);
                    else
                        child._to(device, dtype.Value, non_blocking);
                }

                foreach (var (key, parameter) in named_parameters(false).ToList())
                {
                    if (!ReplaceParameter(dtype, device, parameter, out var moved) || SetProperty(key, moved))
                        continue;
                    ConditionallyRegisterParameter(key, moved);
                    SetField(key, moved);
                    parameter.DetachFromDisposeScope().Dispose();
                }

                foreach (var (key, buffer) in named_buffers(false).ToList())
                {
                    var persistent = _internal_buffers[key].Item2;
                    if (!ReplaceBuffer(dtype, device, buffer, out var moved) || SetProperty(key, moved))
                        continue;
                    ConditionallyRegisterBuffer(key, moved, persistent);
                    SetField(key, moved);
                }

                if (device is not null)
                {
                    _deviceType = device.type;
                    _deviceIndex = device.type == DeviceType.CUDA ? device.index : -1;
                }
            }

            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, [NotNullWhen(true)] out Tensor? result)
            {
                result = null;
                var type = TypeFor(buffer, dtype);
                var target = device ?? buffer.device;
                if (!buffer.WillCopy(type, target))
                    return false;
                result = buffer.to(type, target, disposeAfter: true).DetachFromDisposeScope();
                return true;
            }

            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Parameter param, [NotNullWhen(true)] out Parameter? p)
            {
                p = null;
                var type = TypeFor(param, dtype);
                var target = device ?? param.device;
                using var gradient = param.grad;
                if (!param.WillCopy(type, target) && gradient?.WillCopy(type, target) != true)
                    return false;
                // The move itself is no part of what is learned, and the result has to be a leaf.
                using (no_grad())
                {
                    p = new Parameter(param.to(type, target), param.requires_grad);
                    p.DetachFromDisposeScope();
                    if (gradient is not null)
                    {
                        using var moved = gradient.to(type, target);
                        p.grad = moved;
                    }
                }

                return true;
            }

            private static ScalarType TypeFor(Tensor tensor, ScalarType? wanted) =>
                wanted is { } type && (tensor.is_floating_point() || tensor.is_complex()) ? type : tensor.dtype;

            private static void CheckType(ScalarType dtype)
            {
                if (!is_floating_point(dtype) && !is_complex(dtype))
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
            }

            [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "As above.")]
            private bool SetProperty(string key, Tensor value)
            {
                var property = GetType().GetProperty(key, BindingFlags.Public | BindingFlags.Instance);
                if (property?.SetMethod is null || !property.PropertyType.IsInstanceOfType(value))
                    return false;
                property.SetValue(this, value);
                return true;
            }

            private void SetField(string key, Tensor value)
            {
                foreach (var (name, field) in ComponentFields.Of(GetType()))
                {
                    if (name == key)
                        field.SetValue(this, value);
                }
            }
        }
    }
}
