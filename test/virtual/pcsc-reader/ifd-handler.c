/*
 * A driver for pcscd whose reader and card live in another process, behind a Unix socket.
 *
 * The device name is "/dev/null:SOCKET": pcscd checks that what stands before the colon exists,
 * the socket is ours. Two connections are made, told apart by their first byte:
 *   'E'  events: the reader sends one byte whenever a card comes (1) or goes (0), and at the start;
 *        its end means that the reader was unplugged, and it is looked for until it is back.
 *   'C'  commands, one at a time: operation (1 byte), argument (4), length (4), data;
 *        answered by IFD response code (4), length (4), data. Numbers are big-endian.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <PCSC/ifdhandler.h>
#include <PCSC/reader.h>

#include "ifd-socket.h"

#define READERS 16
#define LOOK_FOR_READER_MS 20
#define LARGEST_ANSWER (65536 + 2)
#define LARGEST_REQUEST (4 + 3 + 65535 + 3)

enum operation { POWER = 1, TRANSMIT = 2, CONTROL = 3, ATTRIBUTE = 4 };

struct reader {
  int used;
  int commands;
  int events;
  int stop[2];
  int present;
  /* Waits of the event thread until a card that went and came again is shown. */
  int gap;
  int gone;
  char path[108];
  UCHAR atr[MAX_ATR_SIZE];
  DWORD atr_length;
};

static struct reader readers[READERS];

static struct reader *reader_of(DWORD lun) {
  DWORD index = lun >> 16;
  return index < READERS && readers[index].used ? &readers[index] : NULL;
}

/* Sends one command and waits for its answer; *length holds the room there is, then what came. */
static RESPONSECODE command(struct reader *reader, enum operation operation, DWORD argument,
                            const UCHAR *data, DWORD data_length, UCHAR *answer, DWORD *length) {
  static const RESPONSECODE lost = IFD_COMMUNICATION_ERROR;
  uint8_t head[9];
  uint32_t number = htonl((uint32_t)argument);
  DWORD room = length ? *length : 0;
  if (length) *length = 0;
  if (reader->gone) return lost;
  if (data_length > LARGEST_REQUEST) return IFD_COMMUNICATION_ERROR;
  head[0] = (uint8_t)operation;
  memcpy(head + 1, &number, 4);
  number = htonl((uint32_t)data_length);
  memcpy(head + 5, &number, 4);
  if (write_all(reader->commands, head, sizeof head) != 0 ||
      write_all(reader->commands, data, data_length) != 0 ||
      read_all(reader->commands, head, 8) != 0) {
    reader->gone = 1;
    return lost;
  }
  memcpy(&number, head, 4);
  RESPONSECODE code = (RESPONSECODE)ntohl(number);
  memcpy(&number, head + 4, 4);
  DWORD count = ntohl(number);
  uint8_t rest[256];
  DWORD taken = count < room ? count : room;
  if (count > LARGEST_ANSWER || read_all(reader->commands, answer, taken) != 0) {
    reader->gone = 1;
    return lost;
  }
  for (DWORD left = count - taken; left > 0;) {
    DWORD piece = left < sizeof rest ? left : sizeof rest;
    if (read_all(reader->commands, rest, piece) != 0) {
      reader->gone = 1;
      return lost;
    }
    left -= piece;
  }
  if (length) *length = taken;
  return taken == count ? code : IFD_ERROR_INSUFFICIENT_BUFFER;
}

static int attach(struct reader *reader) {
  int events = open_socket(reader->path, 'E');
  int commands = events < 0 ? -1 : open_socket(reader->path, 'C');
  if (commands < 0) {
    if (events >= 0) close(events);
    return -1;
  }
  /* Over the old numbers, which another thread may be waiting on. */
  if (dup3(events, reader->events, O_CLOEXEC) < 0 || dup3(commands, reader->commands, O_CLOEXEC) < 0) {
    return -1;
  }
  close(events);
  close(commands);
  reader->present = 0;
  reader->gone = 0;
  return 0;
}

RESPONSECODE IFDHCreateChannelByName(DWORD Lun, LPSTR DeviceName) {
  DWORD index = Lun >> 16;
  const char *path = strchr(DeviceName, ':');
  if (index >= READERS || path == NULL || strlen(path + 1) >= sizeof readers[0].path) {
    return IFD_COMMUNICATION_ERROR;
  }
  struct reader *reader = &readers[index];
  memset(reader, 0, sizeof *reader);
  strcpy(reader->path, path + 1);
  if (pipe2(reader->stop, O_CLOEXEC | O_NONBLOCK) != 0) return IFD_COMMUNICATION_ERROR;
  reader->events = open("/dev/null", O_RDONLY | O_CLOEXEC);
  reader->commands = open("/dev/null", O_RDONLY | O_CLOEXEC);
  reader->used = 1;
  if (attach(reader) != 0) {
    IFDHCloseChannel(Lun);
    return IFD_NO_SUCH_DEVICE;
  }
  return IFD_SUCCESS;
}

RESPONSECODE IFDHCreateChannel(DWORD Lun, DWORD Channel) {
  (void)Lun;
  (void)Channel;
  return IFD_NOT_SUPPORTED;
}

RESPONSECODE IFDHCloseChannel(DWORD Lun) {
  struct reader *reader = reader_of(Lun);
  if (reader == NULL) return IFD_COMMUNICATION_ERROR;
  reader->used = 0;
  close(reader->commands);
  close(reader->events);
  close(reader->stop[0]);
  close(reader->stop[1]);
  return IFD_SUCCESS;
}

/* Called by pcscd outside its lock: waits for something to happen, and leaves it to be read. */
static RESPONSECODE wait_for_event(DWORD Lun, int timeout) {
  struct reader *reader = reader_of(Lun);
  if (reader == NULL) return IFD_NO_SUCH_DEVICE;
  if (reader->gap > 0) {
    reader->gap -= 1;
    return IFD_SUCCESS;
  }
  struct pollfd fds[2] = {{.fd = reader->stop[0], .events = POLLIN}, {.fd = reader->events, .events = POLLIN}};
  if (reader->gone) {
    poll(fds, 1, LOOK_FOR_READER_MS);
  } else {
    poll(fds, 2, timeout);
  }
  uint8_t wakes[16];
  while (read(reader->stop[0], wakes, sizeof wakes) > 0) continue;
  return IFD_SUCCESS;
}

static RESPONSECODE stop_waiting(DWORD Lun) {
  struct reader *reader = reader_of(Lun);
  if (reader == NULL || write(reader->stop[1], "", 1) != 1) return IFD_COMMUNICATION_ERROR;
  return IFD_SUCCESS;
}

RESPONSECODE IFDHICCPresence(DWORD Lun) {
  struct reader *reader = reader_of(Lun);
  if (reader == NULL) return IFD_NO_SUCH_DEVICE;
  /* Not IFD_NO_SUCH_DEVICE: on that pcscd sleeps for a second, and looks for USB devices only. */
  if (reader->gone && attach(reader) != 0) return IFD_COMMUNICATION_ERROR;
  while (!reader->gone) {
    uint8_t events[64];
    ssize_t count = recv(reader->events, events, sizeof events, MSG_DONTWAIT);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    if (count == 0) {
      reader->gone = 1;
    } else {
      /* A card that went is shown as absent until the event thread must have seen it, even if
         another came at once: clients look too, and the first wait may be before its look. */
      if (reader->present && memchr(events, 0, (size_t)count) != NULL) {
        reader->atr_length = 0;
        reader->gap = 2;
      }
      reader->present = events[count - 1] == 1;
    }
  }
  if (reader->gone) return IFD_COMMUNICATION_ERROR;
  return reader->present && reader->gap == 0 ? IFD_ICC_PRESENT : IFD_ICC_NOT_PRESENT;
}

RESPONSECODE IFDHPowerICC(DWORD Lun, DWORD Action, PUCHAR Atr, PDWORD AtrLength) {
  struct reader *reader = reader_of(Lun);
  if (reader == NULL) return IFD_NO_SUCH_DEVICE;
  DWORD length = sizeof reader->atr;
  RESPONSECODE code = command(reader, POWER, Action, NULL, 0, reader->atr, &length);
  reader->atr_length = code == IFD_SUCCESS ? length : 0;
  *AtrLength = reader->atr_length;
  memcpy(Atr, reader->atr, reader->atr_length);
  return code;
}

RESPONSECODE IFDHTransmitToICC(DWORD Lun, SCARD_IO_HEADER SendPci, PUCHAR TxBuffer, DWORD TxLength,
                               PUCHAR RxBuffer, PDWORD RxLength, PSCARD_IO_HEADER RecvPci) {
  struct reader *reader = reader_of(Lun);
  if (reader == NULL) {
    *RxLength = 0;
    return IFD_NO_SUCH_DEVICE;
  }
  if (RecvPci != NULL) RecvPci->Protocol = SendPci.Protocol;
  return command(reader, TRANSMIT, SendPci.Protocol, TxBuffer, TxLength, RxBuffer, RxLength);
}

RESPONSECODE IFDHControl(DWORD Lun, DWORD dwControlCode, PUCHAR TxBuffer, DWORD TxLength,
                         PUCHAR RxBuffer, DWORD RxLength, LPDWORD pdwBytesReturned) {
  struct reader *reader = reader_of(Lun);
  *pdwBytesReturned = 0;
  if (reader == NULL) return IFD_NO_SUCH_DEVICE;
  DWORD length = RxLength;
  RESPONSECODE code = command(reader, CONTROL, dwControlCode, TxBuffer, TxLength, RxBuffer, &length);
  *pdwBytesReturned = length;
  return code;
}

static RESPONSECODE give(PDWORD length, PUCHAR value, const void *data, DWORD size) {
  if (*length < size) return IFD_ERROR_INSUFFICIENT_BUFFER;
  memcpy(value, data, size);
  *length = size;
  return IFD_SUCCESS;
}

RESPONSECODE IFDHGetCapabilities(DWORD Lun, DWORD Tag, PDWORD Length, PUCHAR Value) {
  static const UCHAR one = 1, many = READERS, no = 0;
  RESPONSECODE (*waits)(DWORD, int) = wait_for_event;
  RESPONSECODE (*stops)(DWORD) = stop_waiting;
  struct reader *reader = reader_of(Lun);
  switch (Tag) {
    case TAG_IFD_ATR:
    case SCARD_ATTR_ATR_STRING:
      if (reader == NULL) return IFD_NO_SUCH_DEVICE;
      return give(Length, Value, reader->atr, reader->atr_length);
    case TAG_IFD_SIMULTANEOUS_ACCESS:
      return give(Length, Value, &many, 1);
    case TAG_IFD_THREAD_SAFE:
      return give(Length, Value, &one, 1);
    case TAG_IFD_SLOTS_NUMBER:
      return give(Length, Value, &one, 1);
    case TAG_IFD_SLOT_THREAD_SAFE:
      return give(Length, Value, &no, 1);
    case TAG_IFD_POLLING_THREAD_WITH_TIMEOUT:
      return give(Length, Value, &waits, sizeof waits);
    case TAG_IFD_STOP_POLLING_THREAD:
      return give(Length, Value, &stops, sizeof stops);
    default:
      if (reader == NULL) return IFD_ERROR_TAG;
      return command(reader, ATTRIBUTE, Tag, NULL, 0, Value, Length);
  }
}

RESPONSECODE IFDHSetCapabilities(DWORD Lun, DWORD Tag, DWORD Length, PUCHAR Value) {
  (void)Lun;
  (void)Tag;
  (void)Length;
  (void)Value;
  return IFD_NOT_SUPPORTED;
}

RESPONSECODE IFDHSetProtocolParameters(DWORD Lun, DWORD Protocol, UCHAR Flags, UCHAR PTS1, UCHAR PTS2,
                                       UCHAR PTS3) {
  (void)Lun;
  (void)Protocol;
  (void)Flags;
  (void)PTS1;
  (void)PTS2;
  (void)PTS3;
  return IFD_SUCCESS;
}
